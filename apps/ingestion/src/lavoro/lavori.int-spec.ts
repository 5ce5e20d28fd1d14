import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { metrics } from '#libs/observability';
import type { Database } from '#libs/persistence';
import type { TestDatabase } from '#libs/testing';
import { documentoCon, documentoDi } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { LeasePerduto } from '../validazione/lavori.js';
import { Sveglia } from '../validazione/sveglia.js';
import { ContaLavori } from './conta-lavori.js';
import { LeggiLavori } from './leggi-lavori.js';
import { RiprendiLavori } from './riprendi-lavori.js';

const CF = 'RSSMRA80A01H501U';

describe('jobs that failed again and again', () => {
  let database: TestDatabase;
  let shared: Database;
  let officina: Officina;
  let leggi: LeggiLavori;
  let conta: ContaLavori;
  let riprendi: RiprendiLavori;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    officina = await Officina.open(shared, chiaviDi(database));
    leggi = new LeggiLavori(shared);
    conta = new ContaLavori(shared);
    riprendi = new RiprendiLavori(shared, new Sveglia());
  });
  afterAll(() => database.drop());

  /** Claims it and gives it back with an error, until nobody may claim it any more. */
  async function failUntilStopped(): Promise<number> {
    for (let claims = 0; ; claims += 1) {
      const [lavoro] = await officina.lavori.claim(false, 1);
      if (lavoro === undefined) return claims;
      await officina.lavori.release(lavoro, 0, 'Prova');
    }
  }
  const statesOf = (invioId: string) =>
    database.admin(`SELECT stato, revisione FROM ingestion.riga WHERE invio_id = $1`, [invioId]);

  it('stop, are counted and shown with their failure, and go on when told to', async () => {
    const { id } = await officina.deposit('loreto', documentoDi('loreto', { seed: chiaveCasuale(), righe: 5 }));
    expect(await conta.count()).toEqual({ in_coda: 1, in_corso: 0, fermo: 0 });
    expect(await failUntilStopped()).toBe(20);

    expect(await conta.count()).toEqual({ in_coda: 0, in_corso: 0, fermo: 1 });
    expect(await metrics.text()).toContain('snodo_ingestion_lavori{stato="fermo"} 1');
    const [fermo, ...others] = await leggi.page('fermo', 0, 10);
    expect(others).toEqual([]);
    expect(fermo).toMatchObject({
      invio_id: id,
      genere: 'validazione',
      fase: 'fermo',
      errore: 'Prova',
      righe_lette: 0,
    });
    expect(await leggi.page('lettura', 0, 10)).toEqual([]);
    expect(await leggi.page(undefined, fermo!.lavoro, 10)).toEqual([]);

    expect(await riprendi.restart([fermo!.lavoro + 1])).toBe(0);
    expect(await riprendi.restart([fermo!.lavoro])).toBe(1);
    expect(await riprendi.restart()).toBe(0);
    expect(await leggi.page(undefined, 0, 10)).toMatchObject([{ fase: 'lettura', tentativi: 0, errore: null }]);
    await officina.runAll();
    expect(await conta.count()).toEqual({ in_coda: 0, in_corso: 0, fermo: 0 });
    expect(await statesOf(id)).toHaveLength(5);
  });

  it('go on from the end of a document that had been read, and do not undo what came after them', async () => {
    const riga = { codiceFiscale: CF, protocollo: chiaveCasuale() };
    const first = await officina.deposit('recanati', documentoCon('recanati', [riga]));
    await failUntilStopped();
    const second = await officina.deposit('recanati', documentoCon('recanati', [{ ...riga, importo: '7.00' }]));
    await officina.runAll();
    expect(await statesOf(second.id)).toEqual([{ stato: 'accettata', revisione: 1 }]);

    expect(await riprendi.restart()).toBe(1);
    await officina.runAll();
    expect(await statesOf(second.id)).toEqual([{ stato: 'accettata', revisione: 1 }]);
    expect(await statesOf(first.id)).toMatchObject([{ stato: 'superata' }]);
  });

  it('in another process are counted as under way, not as waiting', async () => {
    await officina.deposit('altro', documentoCon('altro', [{ codiceFiscale: CF, protocollo: chiaveCasuale() }]));
    const [lavoro] = await officina.lavori.claim(false, 1);
    expect(await conta.count()).toEqual({ in_coda: 0, in_corso: 1, fermo: 0 });
    await officina.esegui.run(lavoro!);
  });

  it('I2 claimed by another process that is still at it are closed to the one that lost them', async () => {
    const { id } = await officina.deposit('altro', documentoDi('altro', { seed: chiaveCasuale(), righe: 3 }));
    const [lost] = await officina.lavori.claim(false, 1);
    await database.admin(`UPDATE ingestion.lavoro SET lease_fino = now() - interval '1 second'`);
    const [held] = await officina.lavori.claim(false, 1);
    expect(held!.invioId).toBe(lost!.invioId);
    await expect(officina.esegui.run(lost!)).rejects.toThrow(LeasePerduto);
    expect(await statesOf(id)).toEqual([]);
    // Nor can it give back, or end, what is no longer its own.
    await officina.lavori.release(lost!, 0, 'Prova');
    for (const step of ['hold', 'finish'] as const) {
      const taken = shared.transaction('consumer', {}, (tx) => officina.lavori[step](tx, lost!));
      await expect(taken).rejects.toThrow(LeasePerduto);
    }
    expect(await conta.count()).toEqual({ in_coda: 0, in_corso: 1, fermo: 0 });
    await officina.esegui.run(held!);
    expect(await statesOf(id)).toHaveLength(3);
  });
});
