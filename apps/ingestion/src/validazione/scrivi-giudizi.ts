import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { type Colonna, insertMany } from '../inserisci-molte.js';
import { rigaId } from '../riga/riga-id.js';
import { writeRilievi } from '../rilievo/scrivi-rilievi.js';
import type { GiudiziPronti, RigaRespinta } from './giudizi.js';
import type { Lavoro } from './lavori.js';
import type { Lotto } from './lotto.js';

/** A lotto lives for seconds and is written twice (table and log): a tenth of the bytes for a few milliseconds. */
const FAST = { level: constants.Z_BEST_SPEED } as const;

/** Stores verdicts: refused righe in the ledger, rilievi, and the accepted righe as encrypted lotti, to be applied later. */
@Injectable()
export class ScriviGiudizi {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  async write(tx: Tx, lavoro: Lavoro, enteErogatore: string, giudizi: GiudiziPronti): Promise<void> {
    await this.writeRespinte(tx, lavoro.invioId, enteErogatore, giudizi.respinte);
    await writeRilievi(tx, this.keyRing, lavoro.invioId, enteErogatore, giudizi.rilievi);
  }

  async writeRespinte(tx: Tx, invioId: string, ente: string, respinte: readonly RigaRespinta[]): Promise<void> {
    const now = this.clock.now();
    const columns: Colonna<RigaRespinta>[] = [
      { nome: 'id', tipo: 'uuid', valore: ({ numero }) => rigaId(invioId, numero) },
      { nome: 'invio_id', tipo: 'uuid', valore: () => invioId },
      { nome: 'ente_erogatore', tipo: 'uuid', valore: () => ente },
      { nome: 'linea', tipo: 'int', valore: ({ linea }) => linea },
      { nome: 'colonna', tipo: 'int', valore: ({ colonna }) => colonna },
      { nome: 'stato', tipo: 'stato_riga', valore: () => 'respinta' },
      { nome: 'annullamento', tipo: 'boolean', valore: ({ annullamento }) => annullamento },
      { nome: 'giudicata_il', tipo: 'timestamptz', valore: () => now },
    ];
    await insertMany(tx, 'riga', columns, respinte);
  }

  async storeLotti(tx: Tx, { ordine }: Lavoro, lotti: readonly Lotto[]): Promise<void> {
    if (lotti.length === 0) return;
    const rows = lotti.map((_, row) => `($1, $${3 * row + 2}, $${3 * row + 3}, $${3 * row + 4})`);
    await tx.execute(`INSERT INTO lotto (lavoro, indice, righe, contenuto) VALUES ${rows.join()}`, [
      ordine,
      ...lotti.flatMap(({ indice, righe, testo }) => [
        indice,
        righe,
        this.keyRing.encrypt(deflateRawSync(testo, FAST), placeOfLotto(ordine, indice)),
      ]),
    ]);
  }

  /** The next stored lotti of a job, in document order, removed: they are applied in this transaction. */
  async takeLotti(tx: Tx, { ordine }: Lavoro, count: number): Promise<string[]> {
    const rows = await tx.query<{ indice: number; contenuto: Buffer }>(
      `WITH tolto AS (
         DELETE FROM lotto WHERE lavoro = $1 AND indice IN (
           SELECT indice FROM lotto WHERE lavoro = $1 ORDER BY indice LIMIT $2
         ) RETURNING indice, contenuto
       ) SELECT indice, contenuto FROM tolto ORDER BY indice`,
      [ordine, count],
    );
    return rows.map(({ indice, contenuto }) =>
      inflateRawSync(this.keyRing.decrypt(contenuto, placeOfLotto(ordine, indice))).toString('utf8'),
    );
  }
}

function placeOfLotto(lavoro: number, indice: number): string {
  return `lotto:${lavoro}:${indice}`;
}
