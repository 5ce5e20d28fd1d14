import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AssenzeDiProva, codici, iscritti, matricole } from '../prova/assenze-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import type { Tizio } from '../prova/righe-di-prova.js';
import { AvanzaForniture } from './avanza-forniture.js';

let prova: AssenzeDiProva;

beforeAll(async () => {
  prova = await AssenzeDiProva.start();
});
beforeEach(() => prova.anagrafe.empty());
afterAll(() => prova.anagrafe.close());

describe('a whole fornitura that leaves out too many', () => {
  it('is held, and says whom it leaves out, until its comune confirms it', async () => {
    const chi = await prova.persone(60, ['recanati']);
    await prova.completa('recanati', chi);
    expect(await prova.completa('recanati', chi.slice(51))).toBe('sospesa');
    const sospesa = await prova.ultima('recanati');
    expect(sospesa).toMatchObject({ motivi: ['troppe_assenze'], non_piu_dichiarate: 51 });
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const page = await prova.pagina('recanati', sospesa.id, `?limit=20${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...matricole(page));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect([seen.length, new Set(seen)]).toEqual([51, new Set(codici(chi.slice(0, 51)))]);
    await prova.decide('ancona', sospesa.id, 'conferme').expect(404);
    await prova.decide('recanati', sospesa.id, 'conferme').expect(200);
    await prova.forniture.advance();
    expect(await prova.ultima('recanati')).toMatchObject({ stato: 'applicata', non_piu_dichiarate: 51 });
    // Whom it left out with a word counts no more against the next one.
    expect(await prova.completa('recanati', chi.slice(52))).toBe('applicata');
  });

  it('leaves nothing when its comune refuses it', async () => {
    const chi = await prova.persone(3, ['recanati']);
    await prova.completa('recanati', chi);
    expect(await prova.completa('recanati', await prova.persone(1))).toBe('sospesa');
    const sospesa = await prova.ultima('recanati');
    expect(sospesa).toMatchObject({ motivi: ['troppe_assenze'], non_piu_dichiarate: 3 });
    await prova.decide('recanati', sospesa.id, 'rifiuti').expect(200);
    await prova.forniture.advance();
    expect([await prova.note(), (await prova.ultima('recanati')).non_piu_dichiarate]).toEqual([[], null]);
  });

  it('is held too when it comes in several in one day', async () => {
    const chi = await prova.persone(60, ['recanati']);
    await prova.completa('recanati', chi);
    await prova.dopo(2);
    const states: string[] = [];
    for (const rest of [chi.slice(30), chi.slice(55)])
      states.push(
        await prova.forniture.deliver({
          comune: 'recanati',
          persone: iscritti('recanati', rest),
          completaAl: prova.oggi(),
        }),
      );
    expect(states).toEqual(['applicata', 'sospesa']);
  });

  it('is gone through a part at a time, by two processes, once', async () => {
    const [una] = await prova.persone(1);
    await prova.completa('portoRecanati', [una!]);
    await prova.anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.scheda (record_id, revisione, persona_id, ente_erogatore, riga_id, tracciato, cognome, nome, comune_residenza,
         riservato, accettata_il, registrata_il, fonte, comune_fonte, vita)
       SELECT sha256(n::text::bytea), 1, gen_random_uuid(), $1, gen_random_uuid(), 'ANAGRAFE@1.0', 'X', 'Y', $2, '', $3, $3, 'anagrafe_comunale', $2, 'in_vita'
       FROM generate_series(1, 4500) AS n`,
      [ENTI.portoRecanati.id, ENTI.portoRecanati.istat, prova.anagrafe.clock.now()],
    );
    await prova.dopo(2);
    const { parole } = prova.forniture.parole({
      comune: 'portoRecanati',
      persone: iscritti('portoRecanati', [una!]),
      completaAl: prova.oggi(),
    });
    for (const parola of parole) await parola();
    const avanza = prova.anagrafe.get(AvanzaForniture);
    await Promise.all(Array.from({ length: 6 }, () => avanza.step()));
    await prova.forniture.advance();
    expect(await prova.ultima('portoRecanati')).toMatchObject({
      stato: 'sospesa',
      motivi: ['troppe_assenze'],
      non_piu_dichiarate: 4500,
    });
    const counted = await prova.anagrafe.database.admin(
      `SELECT dichiarate, assenti FROM anagrafe_regionale.fornitura WHERE stato = 'sospesa'`,
    );
    expect(counted).toEqual([{ dichiarate: 4501, assenti: 4500 }]);
  });
});

describe('who is named while another process looks for who is absent', () => {
  it('is noted by nobody, whichever comes first', async () => {
    const chi = await prova.persone(3, ['recanati']);
    const [via, ...altri] = chi;
    await prova.completa('recanati', chi);
    const avanza = prova.anagrafe.get(AvanzaForniture);
    for (const revisione of [2, 3, 4, 5]) {
      await prova.dopo(2);
      prova.anagrafe.clock.advance(1000);
      const intera = { comune: 'recanati', persone: iscritti('recanati', altri), completaAl: prova.oggi() } as const;
      const parte = { comune: 'recanati', persone: iscritti('recanati', [via!]), revisione } as const;
      const invii = [prova.forniture.parole(intera), prova.forniture.parole(parte)];
      for (const { parole } of invii) for (const parola of parole) await parola();
      await Promise.all(Array.from({ length: 4 }, () => avanza.step()));
      await prova.forniture.advance();
      expect(await Promise.all(invii.map(({ invioId }) => prova.forniture.stateOf(invioId)))).toEqual([
        'applicata',
        'applicata',
      ]);
      expect(await prova.note()).toEqual([]);
    }
  });

  it('is noted once, also when the end of the fornitura is heard twice', async () => {
    const chi = await prova.persone(3, ['recanati']);
    await prova.completa('recanati', chi);
    await prova.dopo(2);
    const { parole } = prova.forniture.parole({
      comune: 'recanati',
      persone: iscritti('recanati', chi.slice(1)),
      completaAl: prova.oggi(),
    });
    for (const parola of parole) await parola();
    await prova.forniture.advance();
    const before = await prova.note();
    // The broker says again how many they are.
    await parole.at(-1)!();
    await prova.forniture.advance();
    expect([before.length, await prova.note()]).toEqual([1, before]);
  });
});

describe('a whole fornitura that is taken back with its invio', () => {
  const consegnata = async (chi: readonly Tizio[]) => {
    await prova.dopo(2);
    const consegna = { comune: 'recanati', persone: iscritti('recanati', chi), completaAl: prova.oggi() } as const;
    prova.anagrafe.clock.advance(1000);
    const { invioId, parole } = prova.forniture.parole(consegna);
    for (const parola of parole) await parola();
    await prova.forniture.advance();
    return { invioId, consegna };
  };

  it('takes back whom it left out, and only those', async () => {
    const chi = await prova.persone(4, ['recanati']);
    await prova.completa('recanati', chi);
    await prova.completa('recanati', chi.slice(1));
    const prima = await prova.ultima('recanati');
    const { invioId, consegna } = await consegnata(chi.slice(2));
    expect((await prova.note()).length).toBe(2);
    await prova.dopo(1);
    await prova.forniture.cancel(invioId, consegna);
    expect((await prova.note()).map(({ fornitura }) => fornitura)).toEqual([prima.id]);
  });

  it('leaves whom the next one did not name either to that one', async () => {
    const chi = await prova.persone(4, ['recanati']);
    await prova.completa('recanati', chi);
    const { invioId, consegna } = await consegnata(chi.slice(1));
    await prova.completa('recanati', chi.slice(1));
    const terza = await prova.ultima('recanati');
    expect(terza.non_piu_dichiarate).toBe(0);
    await prova.dopo(1);
    await prova.forniture.cancel(invioId, { ...consegna, persone: consegna.persone.slice(0, 1) });
    expect((await prova.note()).map(({ fornitura }) => fornitura)).toEqual([terza.id]);
  });
});
