import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { type Coppia, coppiaOf } from '../../persona/coppie.js';
import { DatiRiservati } from '../../persona/dati-riservati.js';
import { ScriviDubbi } from '../../persona/scrivi-dubbi.js';
import type { DubbioDeciso } from './attore.js';
import { DecisioneRifiutata } from './decisione-rifiutata.js';
import type { DubbioPortato } from './operazione.js';
import type { Operazione } from './mossa.js';

const DUBBIO = `SELECT revisione::text FROM possibile_duplicato
  WHERE id = $1 AND stato = 'aperto' AND persona_a = $2 AND persona_b = $3 FOR UPDATE`;
const DECIDI = `UPDATE possibile_duplicato SET stato = $3, deciso_il = $4, attore = $5, motivo = $6, revisione = revisione + 1
  WHERE stato = 'aperto' AND persona_a = $1 AND persona_b = $2 RETURNING id`;

/** Those of codes follow from the codes. */
const SUOI = `UPDATE possibile_duplicato SET stato = 'superato', deciso_il = $2, revisione = revisione + 1
  WHERE stato = 'aperto' AND punteggio IS NOT NULL AND (persona_a = $1 OR persona_b = $1)
  RETURNING id, persona_a AS a, persona_b AS b, punteggio, evidenza`;
const GIA_SOMIGLIANTI = `SELECT CASE WHEN persona_a = $1 THEN persona_b ELSE persona_a END AS id FROM possibile_duplicato
  WHERE stato = 'aperto' AND punteggio IS NOT NULL AND (persona_a = $1 OR persona_b = $1)`;

/** Only about two who are there, and who have not come to be doubted again. */
const RIAPRI = `UPDATE possibile_duplicato d SET stato = 'aperto', deciso_il = NULL, attore = NULL, motivo = NULL, revisione = revisione + 1
  WHERE d.id = ANY ($1::uuid[]) AND d.stato <> 'aperto'
    AND (SELECT count(*) FROM persona p WHERE p.id IN (d.persona_a, d.persona_b) AND p.unita_in IS NULL) = 2
    AND NOT EXISTS (SELECT FROM distinti x WHERE x.persona_a = d.persona_a AND x.persona_b = d.persona_b AND x.al IS NULL)
    AND NOT EXISTS (SELECT FROM possibile_duplicato o
      WHERE o.stato = 'aperto' AND o.persona_a = d.persona_a AND o.persona_b = d.persona_b)`;
const LASCIA = `UPDATE possibile_duplicato SET stato = 'superato', deciso_il = $3, revisione = revisione + 1
  WHERE stato = 'aperto' AND punteggio IS NOT NULL AND (persona_a = $1 AND persona_b = ANY ($2::uuid[])
    OR persona_b = $1 AND persona_a = ANY ($2::uuid[]))`;

interface Suo {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly punteggio: number;
  readonly evidenza: Buffer;
}

/** What decisions do to doubts, while the persons are held. */
@Injectable()
export class DecidiDubbi {
  constructor(
    private readonly dubbi: ScriviDubbi,
    private readonly riservati: DatiRiservati,
  ) {}

  /** Settles what was open about the two. @returns ids @throws DecisioneRifiutata when the doubt that was decided is another */
  async settle(
    tx: Tx,
    [a, b]: Coppia,
    {
      dubbio,
      stato,
      operazione,
    }: { readonly dubbio?: DubbioDeciso | undefined; stato: string; operazione: Operazione },
  ): Promise<string[]> {
    if (dubbio !== undefined) {
      const [found] = await tx.query<{ revisione: string }>(DUBBIO, [dubbio.id, a, b]);
      if (found === undefined) throw new DecisioneRifiutata('dubbio_superato');
      if (dubbio.revisione !== undefined && dubbio.revisione !== found.revisione)
        throw new DecisioneRifiutata('dubbio_variato');
    }
    const { id, il, attore } = operazione;
    const decisi = await tx.query<{ id: string }>(DECIDI, [a, b, stato, il, attore.soggetto, id]);
    return decisi.map(({ id }) => id);
  }

  /** Whom others may be one with is another now: they may be one with that one. */
  async carry(tx: Tx, da: string, a: string, il: Date): Promise<DubbioPortato[]> {
    const suoi = await tx.query<Suo>(SUOI, [da, il]);
    const known = new Set((await tx.query<{ id: string }>(GIA_SOMIGLIANTI, [a])).map(({ id }) => id));
    const portati = suoi.map((suo) => ({ suo, altra: suo.a === da ? suo.b : suo.a }));
    await this.dubbi.open(
      tx,
      portati.map(({ suo, altra }) => ({
        coppia: coppiaOf(a, altra),
        punteggio: suo.punteggio,
        evidenza: this.riservati.openEvidenza([suo.a, suo.b], suo.evidenza),
      })),
    );
    return portati.map(({ suo, altra }) => ({ id: suo.id, altra, nuovo: !known.has(altra) }));
  }

  /** As they were before they were settled or carried to `a`: before codes are reviewed, or a doubt by code would be in the place of one by likeness. */
  async reopen(
    tx: Tx,
    { dubbi = [], portati = [] }: { readonly dubbi?: readonly string[]; readonly portati?: readonly DubbioPortato[] },
    a: string,
    il: Date,
  ): Promise<void> {
    const carried = portati.filter(({ nuovo }) => nuovo).map(({ altra }) => altra);
    if (carried.length > 0) await tx.execute(LASCIA, [a, carried, il]);
    const all = [...dubbi, ...portati.map(({ id }) => id)];
    if (all.length > 0) await tx.execute(RIAPRI, [all]);
  }
}
