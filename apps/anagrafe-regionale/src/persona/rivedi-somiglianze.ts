import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { datiMigliori } from './dati-migliori.js';
import { diverse } from './detti-diversi.js';
import { GiudicePersone } from './giudice-persone.js';
import { LeggiPersone } from './leggi-persone.js';
import type { Persona } from './schede-note.js';
import { ScriviDubbi } from './scrivi-dubbi.js';
import { soggettoDi } from './soggetto-di.js';
import type { Giudice } from './trova-per-somiglianza.js';

const APERTI = {
  name: 'snodo_anagrafe_dubbi_somiglianti',
  text: `SELECT id, persona_a AS a, persona_b AS b FROM possibile_duplicato
    WHERE stato = 'aperto' AND punteggio IS NOT NULL AND persona_a = ANY ($1::uuid[])
    UNION SELECT id, persona_a, persona_b FROM possibile_duplicato
    WHERE stato = 'aperto' AND punteggio IS NOT NULL AND persona_b = ANY ($1::uuid[])`,
};
const SUPERA = `UPDATE possibile_duplicato SET stato = 'superato', deciso_il = $2, revisione = revisione + 1
  WHERE id = ANY ($1::uuid[]) AND stato = 'aperto'`;

/**
 * Closes doubts by likeness that corrections have taken away: nobody should have to look at two who have become different, but for a code
 * that they have in common all the same.
 */
@Injectable()
export class RivediSomiglianze {
  constructor(
    private readonly leggi: LeggiPersone,
    private readonly giudice: GiudicePersone,
    private readonly dubbi: ScriviDubbi,
    private readonly clock: Clock,
  ) {}

  /** @param ids persons of whom a record says something else than before, as they are written now */
  async review(tx: Tx, ids: readonly string[]): Promise<void> {
    const aperti = await tx.query<{ id: string; a: string; b: string }>(APERTI, [ids]);
    if (aperti.length === 0) return;
    const persone = await this.leggi.read(tx, [...new Set(aperti.flatMap(({ a, b }) => [a, b]))]);
    const byId = new Map(persone.map((persona) => [persona.id, persona]));
    const giudice = await this.giudice.now(tx);
    const gone = aperti.filter(({ a, b }) => {
      const [una, altra] = [byId.get(a), byId.get(b)];
      return una !== undefined && altra !== undefined && !areLike(giudice, una, altra);
    });
    if (gone.length === 0) return;
    await tx.execute(SUPERA, [gone.map(({ id }) => id), this.clock.now()]);
    await this.dubbi.ofDissimili(
      tx,
      gone.map(({ a, b }) => [a, b]),
    );
  }
}

/** As it was raised: what one source says of the one, beside the best that is known of the other. */
function areLike(giudice: Giudice, una: Persona, altra: Persona): boolean {
  const seems = (one: Persona, other: Persona): boolean => {
    const best = soggettoDi(datiMigliori(other.schede).dati);
    return diverse(one.schede).some(({ dati }) => giudice.judge(soggettoDi(dati), [best]).esito !== 'nessuna');
  };
  return seems(una, altra) || seems(altra, una);
}
