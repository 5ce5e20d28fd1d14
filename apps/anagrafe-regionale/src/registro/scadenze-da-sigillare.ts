import { Injectable } from '@nestjs/common';
import { Clock, type Tx, firstIdOf } from '#libs/persistence';
import type { FogliaSerbata, FonteVoci, Voce, VociInAttesa } from '#libs/registro';
import { leafBytes } from '#libs/security';
import { GENERE_ACCESSO } from './voce-accesso.js';

const GENERE = 'scadenza.v1';

interface Scadenza {
  readonly id: string;
  readonly prima_di: string;
  readonly atto: string;
  readonly decisa_il: Date;
}

/** Accesses younger than this never expire, whatever a term says: who can write one could have left its constraint out. */
const ANNI_MINIMI = 2;

/** The terms after which accesses are taken away: sealed among them, so that what is missing without a term was taken away unseen. */
@Injectable()
export class ScadenzeDaSigillare implements FonteVoci {
  readonly genere = GENERE;

  constructor(private readonly clock: Clock) {}

  async take(tx: Tx): Promise<VociInAttesa> {
    const rows = await tx.query<Scadenza>(
      `SELECT s.id, s.prima_di::text AS prima_di, s.atto, s.decisa_il FROM scadenza_accessi s
       WHERE NOT EXISTS (SELECT FROM registro_foglia f WHERE f.oggetto = s.id AND f.genere = $1) ORDER BY s.decisa_il, s.id`,
      [GENERE],
    );
    const voci = rows.map(({ decisa_il, ...scadenza }): Voce => {
      const contenuto = leafBytes(GENERE, { ...scadenza, decisa_il: decisa_il.toISOString() });
      return { genere: GENERE, oggetto: scadenza.id, contenuto, serbato: contenuto };
    });
    return { voci, altre: false };
  }

  read(_tx: Tx, foglie: readonly FogliaSerbata[]): Promise<ReadonlyMap<string, Buffer>> {
    return Promise.resolve(new Map(foglie.map(({ oggetto, serbato }) => [oggetto, serbato!])));
  }

  /** @returns whether an entry may be missing, because a term that is sealed says so */
  async expired(tx: Tx): Promise<(genere: string, oggetto: string) => boolean> {
    const rows = await tx.query<{ contenuto: Buffer }>(
      `SELECT f.contenuto FROM scadenza_accessi s JOIN registro_foglia f ON f.oggetto = s.id AND f.genere = $1`,
      [GENERE],
    );
    const latest = this.clock.now();
    latest.setUTCFullYear(latest.getUTCFullYear() - ANNI_MINIMI);
    const terms = rows.map(({ contenuto }) => new Date(termOf(contenuto))).filter((term) => term <= latest);
    const first = firstIdOf(new Date(Math.max(0, ...terms.map((term) => term.getTime()))));
    return (genere, oggetto) => genere === GENERE_ACCESSO && oggetto < first;
  }
}

function termOf(contenuto: Buffer): string {
  const fields = JSON.parse(contenuto.toString('utf8').slice(`${GENERE}\n`.length)) as Pick<Scadenza, 'prima_di'>;
  return fields.prima_di;
}
