import type { Registro } from '../pacchetto/aggregati-regione.js';
import type { FileRegione, RigaRegione } from '../pacchetto/pacchetto-regione.js';
import { CHIAVI } from '../registri/registro.js';

/** What happens to a row of the registries. `tolto`: it was to begin later, and never will. */
export type Sorte = 'comincia' | 'finisce' | 'cambia' | 'tolto';

/** One consequence of a change, for who must judge it before or after it is made. */
export interface Effetto {
  readonly registro: Exclude<FileRegione, 'regione'>;
  /** Which row, in words. */
  readonly cosa: string;
  readonly effetto: Sorte;
  readonly dal: string;
  readonly al: string | null;
}

type Righe<F extends FileRegione> = readonly RigaRegione<F>[];

/** Everything that differs between two states of the registries, registry by registry. */
export function effettiOf({ regione: before }: Registro, { regione: after }: Registro): Effetto[] {
  const nomi = new Map(after.enti.map(({ ente, denominazione }) => [ente, denominazione]));
  const of = (ente: string): string => nomi.get(ente) ?? ente;
  return [
    ...compared('enti', before.enti, after.enti, ({ denominazione }) => denominazione),
    ...compared('codici_enti', before.codici_enti, after.codici_enti, (riga) => `${riga.sistema} ${riga.codice}`),
    ...compared('appartenenze', before.appartenenze, after.appartenenze, (riga) => `${riga.ambito}: ${of(riga.ente)}`),
    ...compared('capofila', before.capofila, after.capofila, (riga) => `${riga.ambito}: ${of(riga.ente)}`),
    ...compared('deleghe', before.deleghe, after.deleghe, ({ delega }) => delega),
    ...compared('client', before.client, after.client, (riga) => `${riga.client_id} (${riga.identita})`),
  ];
}

function compared<F extends Effetto['registro']>(
  registro: F,
  before: Righe<F>,
  after: Righe<F>,
  describe: (riga: RigaRegione<F>) => string,
): Effetto[] {
  const keyOf = CHIAVI[registro] as (riga: RigaRegione<F>) => string;
  const old = new Map(before.map((riga) => [keyOf(riga), riga]));
  const left = new Set(after.map(keyOf));
  const effettoOf = (riga: RigaRegione<F>, effetto: Sorte): Effetto => {
    const { dal, al } = riga as unknown as Pick<Effetto, 'dal' | 'al'>;
    return { registro, cosa: describe(riga), effetto, dal, al };
  };
  return [
    ...after.flatMap((riga) => {
      const was = old.get(keyOf(riga));
      if (was === riga) return [];
      if (was === undefined) return [effettoOf(riga, 'comincia')];
      const ends = (was as { al?: string | null }).al !== (riga as { al?: string | null }).al;
      return [effettoOf(riga, ends ? 'finisce' : 'cambia')];
    }),
    ...before.filter((riga) => !left.has(keyOf(riga))).map((riga) => effettoOf(riga, 'tolto')),
  ];
}
