import type { LeafValue } from '#libs/security';

export const GENERE_ACCESSO = 'accesso.v1';

/** An entry of the register of accesses as `COLONNE` gives it. */
export interface RigaSigillata {
  readonly id: string;
  readonly avvenuto_il: Date;
  readonly ente: string;
  readonly client_id: string;
  readonly soggetto: string;
  readonly verbo: string;
  readonly finalita: string | null;
  readonly esito: string;
  readonly regola: string | null;
  readonly profilo: string | null;
  readonly persona: string | null;
  readonly codice: string | null;
  readonly comune: string | null;
  readonly quante: number;
  readonly correlazione: string;
  readonly protocollo: string | null;
  readonly richiesta_del: string | null;
}

/** All of a row of `accesso`: a column that is not here is one that somebody could change unseen. */
export const COLONNE = `a.id, a.avvenuto_il, a.ente, a.client_id, a.soggetto, a.verbo, a.finalita, a.esito, a.regola, a.profilo,
  encode(a.persona, 'hex') AS persona, encode(a.codice, 'hex') AS codice, a.comune, a.quante, a.correlazione, a.protocollo,
  a.richiesta_del::text AS richiesta_del`;

/** The fields of the entry, as they are sealed and shown: instants as ISO 8601 in UTC, keyed references in hex. */
export function campiOf({ avvenuto_il, ...rest }: RigaSigillata): Readonly<Record<string, LeafValue>> {
  return { ...rest, avvenuto_il: avvenuto_il.toISOString() };
}
