import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { Riferimento } from '../persona/riferimento.js';

const MOSTRATE = `SELECT mostrata_riesame(v.id) AS mostrata FROM unnest($1::uuid[]) WITH ORDINALITY AS v (id, posto) ORDER BY v.posto`;

/** A pair, and why it may be one, as it is kept. */
export interface CoppiaMostrata {
  readonly a: string;
  readonly b: string;
  readonly punteggio: number | null;
  readonly evidenza: Buffer;
}

/**
 * What stands for what a steward is shown, so that nobody decides of something else: keyed, for it is told. It changes with what is shown
 * and with nothing else: a count of changes would tell of protections, and of who has the same code without being the steward's.
 */
@Injectable()
export class ImprontaMostrata {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly riferimento: Riferimento,
  ) {}

  /** Of one person, or of a pair. In a transaction of role api or consumer, under the scope of the steward. */
  async of(tx: Tx, what: string | CoppiaMostrata): Promise<string> {
    const persone = typeof what === 'string' ? [what] : [what.a, what.b];
    const rows = await tx.query<{ mostrata: string | null }>(MOSTRATE, [persone]);
    const perche =
      typeof what === 'string' ? [] : [what.punteggio, this.riservati.openEvidenza([what.a, what.b], what.evidenza)];
    return this.riferimento.ofMostrato(JSON.stringify([...rows.map(({ mostrata }) => mostrata), ...perche]));
  }
}
