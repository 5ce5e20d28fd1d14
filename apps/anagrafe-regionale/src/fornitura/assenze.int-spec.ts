import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, legalDayOf } from '#libs/persistence';
import type { PersonaAnagrafe } from '#libs/tracciati';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { type Consegna, FornitureDiProva, iscritto, nascitaDi } from '../prova/forniture-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { AvanzaForniture } from './avanza-forniture.js';
import type { RispostaAssenze } from './risposta-assenze.js';
import type { RispostaFornitura, RispostaForniture } from './risposta.js';

type Comune = 'recanati' | 'ancona' | 'portoRecanati';

const FORNITURE = '/rest/anagrafe/v1/forniture';
let anagrafe: AnagrafeDiProva;
let forniture: FornitureDiProva;
let nati = 0;

beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  forniture = new FornitureDiProva(anagrafe);
});
beforeEach(() => anagrafe.empty());
afterAll(() => anagrafe.close());

/** Persons known from prestazioni, or from nobody. @param di whose services follow them */
async function persone(count: number, di?: readonly Comune[]): Promise<Tizio[]> {
  const all = Array.from({ length: count }, () => {
    nati += 1;
    const nato = new Date(Date.UTC(1940, 0, 1) + nati * 86_400_000).toISOString().slice(0, 10);
    return tizio({ nato, comune: ENTI.recanati.istat });
  });
  for (const ente of di ?? []) await anagrafe.accept(all.map((chi) => rigaDi(chi, { ente })));
  return all;
}

const oggi = (): string => legalDayOf(anagrafe.clock.now());
const dopo = (giorni: number): Promise<void> =>
  anagrafe.at(new Date(anagrafe.clock.now().getTime() + giorni * 86_400_000).toISOString());
const iscritti = (comune: Comune, chi: readonly Tizio[]): PersonaAnagrafe[] => chi.map((one) => iscritto(one, comune));

/** A whole registry, read two days after whatever came before. @returns the state of the fornitura */
async function completa(comune: Comune, chi: readonly Tizio[], extra: Partial<Consegna> = {}): Promise<string> {
  await dopo(2);
  return forniture.deliver({ comune, persone: iscritti(comune, chi), completaAl: oggi(), ...extra });
}

const elenco = async (client: string): Promise<RispostaFornitura[]> =>
  ((await anagrafe.ask(client, 'get', FORNITURE).expect(200)).body as RispostaForniture).items;
const ultima = async (client: string): Promise<RispostaFornitura> => (await elenco(client))[0]!;
const pagina = async (client: string, id: string, query = ''): Promise<RispostaAssenze> =>
  (await anagrafe.ask(client, 'get', `${FORNITURE}/${id}/non-piu-dichiarate${query}`).expect(200))
    .body as RispostaAssenze;
const matricole = ({ items }: RispostaAssenze) => items.map(({ id_anagrafico }) => id_anagrafico);
const codici = (chi: readonly Tizio[]) => chi.map(({ codice }) => codice);
const decide = (client: string, id: string, verbo: 'conferme' | 'rifiuti') =>
  anagrafe.ask(client, 'post', `${FORNITURE}/${id}/${verbo}`).send({ motivo: 'Verificato con l’ufficio anagrafe' });

/** The rows of all notes: shown or not. */
const note = () =>
  anagrafe.database.admin<{ ente: string; fornitura: string; palese: boolean }>(
    `SELECT ente, fornitura, palese FROM anagrafe_regionale.non_piu_dichiarata ORDER BY record_id`,
  );
/** Everything that is believed of persons, or told of them. */
async function creduto(): Promise<unknown> {
  const tables = [
    'persona',
    'residenza',
    'famiglia_componente',
    'residenza_contesa',
    'variazione',
    'outbox',
    'accesso',
  ];
  const rows = tables.map((table) =>
    anagrafe.database.admin(
      `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM anagrafe_regionale.${table} t`,
    ),
  );
  return Promise.all(rows);
}

describe('who is absent from a whole fornitura', () => {
  it('is noted for its comune since that day, and nothing is believed or told of her', async () => {
    const chi = await persone(3, ['recanati']);
    expect(await completa('recanati', chi)).toBe('applicata');
    const before = await creduto();
    expect(await completa('recanati', chi.slice(1))).toBe('applicata');
    expect(await creduto()).toEqual(before);
    const [seconda, prima] = await elenco('recanati');
    expect([seconda!.non_piu_dichiarate, prima!.non_piu_dichiarate]).toEqual([1, 0]);
    const assenze = await pagina('recanati', seconda!.id);
    expect(assenze).toMatchObject({ fornitura: seconda!.id, dal: oggi(), next_cursor: null });
    expect(matricole(assenze)).toEqual(codici(chi.slice(0, 1)));
    // Nothing but its own number and the riga that it said: no name, no code, no address.
    expect(Object.keys(assenze.items[0]!).toSorted()).toEqual(['accettata_il', 'id_anagrafico', 'riga']);
    expect(await creduto()).toEqual(before);
    // She stays absent since then: the next one that does not name her has nothing to add.
    await completa('recanati', chi.slice(1));
    expect((await elenco('recanati')).map(({ non_piu_dichiarate }) => non_piu_dichiarate)).toEqual([0, 1, 0]);
  });

  it.each<[string, (chi: Tizio) => Promise<unknown>]>([
    [
      'a part names her',
      (chi) => forniture.deliver({ comune: 'recanati', persone: [iscritto(chi, 'recanati')], revisione: 2 }),
    ],
    ['a whole one names her as she was', (chi) => completa('recanati', [chi])],
    [
      'her comune says that she died',
      (chi) =>
        forniture.deliver({
          comune: 'recanati',
          persone: [iscritto(chi, 'recanati', { dataDecesso: '2026-03-01' })],
          revisione: 2,
        }),
    ],
    [
      'her comune takes her record back',
      (chi) =>
        forniture.deliver({
          comune: 'recanati',
          persone: [iscritto(chi, 'recanati')],
          revisione: 2,
          annullamento: true,
        }),
    ],
  ])('is noted no more once %s', async (_, torna) => {
    const [via, ...altri] = await persone(3, ['recanati']);
    await completa('recanati', [via!, ...altri]);
    await completa('recanati', altri);
    const { id, non_piu_dichiarate } = await ultima('recanati');
    expect(non_piu_dichiarate).toBe(1);
    await torna(via!);
    expect(matricole(await pagina('recanati', id))).not.toContain(via!.codice);
    expect((await elenco('recanati')).find((one) => one.id === id)).toMatchObject({
      non_piu_dichiarate: matricole(await pagina('recanati', id)).length,
    });
  });

  it('is never looked for in a part', async () => {
    const chi = await persone(3, ['recanati']);
    await completa('recanati', chi);
    await dopo(2);
    await forniture.deliver({ comune: 'recanati', persone: [iscritto(chi[0]!, 'recanati')], revisione: 2 });
    expect([await note(), (await ultima('recanati')).non_piu_dichiarate]).toEqual([[], null]);
  });

  it('is nobody of whom something else was said: dead, gone, named on the day of the reading or later, or in a later registry', async () => {
    const [resta, morta, partita, nuova] = await persone(4, ['recanati']);
    await completa('recanati', [resta!]);
    const dette = [
      iscritto(morta!, 'recanati', { deceduto: '1' }),
      iscritto(partita!, 'recanati', {
        eventi: [{ tipo: 'emigrazione', data: '2026-01-01', comune: ENTI.ancona.istat }],
      }),
    ];
    await forniture.deliver({ comune: 'recanati', persone: dette });
    await dopo(2);
    const letta = oggi();
    await forniture.deliver({ comune: 'recanati', persone: [iscritto(nuova!, 'recanati')] });
    expect(
      await forniture.deliver({ comune: 'recanati', persone: iscritti('recanati', [resta!]), completaAl: letta }),
    ).toBe('applicata');
    expect(await note()).toEqual([]);
    await completa('recanati', [resta!, nuova!]);
    // Read before the last one, and come after it.
    await forniture.deliver({ comune: 'recanati', persone: iscritti('recanati', [resta!]), completaAl: letta });
    expect(await note()).toEqual([]);
  });

  it('stays as she was for another comune that declares her', async () => {
    const chi = await persone(3, ['recanati', 'ancona']);
    await completa('recanati', chi);
    await completa('ancona', chi);
    await completa('recanati', chi.slice(1));
    expect((await note()).map(({ ente }) => ente)).toEqual([ENTI.recanati.id]);
    expect(await ultima('ancona')).toMatchObject({ non_piu_dichiarate: 0 });
  });

  it('is among those also when she is protected: her comune cannot tell', async () => {
    const chi = await persone(3, ['recanati']);
    await completa('recanati', chi);
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET protetta = true WHERE data_nascita = $1`, [
      nascitaDi(chi[0]!),
    ]);
    await completa('recanati', chi.slice(1));
    const { id, non_piu_dichiarate } = await ultima('recanati');
    expect([non_piu_dichiarate, matricole(await pagina('recanati', id))]).toEqual([1, codici(chi.slice(0, 1))]);
  });
});

describe('a comune learns by absence of nobody whom others know', () => {
  it('where the registry has only whom somebody follows, only of whom its own services do', async () => {
    const suoi = await persone(2, ['recanati']);
    const altrui = await persone(2, ['ancona']);
    const ignoti = await persone(2);
    await completa('recanati', [...suoi, ...altrui, ...ignoti]);
    // None of those whom others follow is named: whether they are known must change nothing that is answered.
    expect(await completa('recanati', suoi)).toBe('applicata');
    expect([await note(), (await ultima('recanati')).non_piu_dichiarate]).toEqual([[], 0]);
  });

  it('where an act gives the whole population, of everybody; but not of whom it had declared before the act', async () => {
    const altrui = await persone(1, ['ancona']);
    const tutti = await persone(3);
    await completa('portoRecanati', [...altrui, ...tutti]);
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.fornitura SET popolazione = false`);
    await completa('portoRecanati', tutti);
    expect([(await note()).map(({ palese }) => palese), (await ultima('portoRecanati')).non_piu_dichiarate]).toEqual([
      [false],
      0,
    ]);
    await completa('portoRecanati', tutti.slice(1));
    const { id, non_piu_dichiarate } = await ultima('portoRecanati');
    expect([non_piu_dichiarate, matricole(await pagina('portoRecanati', id))]).toEqual([1, codici(tutti.slice(0, 1))]);
  });
});

describe('a whole fornitura that leaves out too many', () => {
  it('is held, and says whom it leaves out, until its comune confirms it', async () => {
    const chi = await persone(60, ['recanati']);
    await completa('recanati', chi);
    expect(await completa('recanati', chi.slice(51))).toBe('sospesa');
    const sospesa = await ultima('recanati');
    expect(sospesa).toMatchObject({ motivi: ['troppe_assenze'], non_piu_dichiarate: 51 });
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const page = await pagina('recanati', sospesa.id, `?limit=20${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...matricole(page));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect([seen.length, new Set(seen)]).toEqual([51, new Set(codici(chi.slice(0, 51)))]);
    await decide('ancona', sospesa.id, 'conferme').expect(404);
    await decide('recanati', sospesa.id, 'conferme').expect(200);
    await forniture.advance();
    expect(await ultima('recanati')).toMatchObject({ stato: 'applicata', non_piu_dichiarate: 51 });
    // Whom it left out with a word counts no more against the next one.
    expect(await completa('recanati', chi.slice(52))).toBe('applicata');
  });

  it('leaves nothing when its comune refuses it', async () => {
    const chi = await persone(3, ['recanati']);
    await completa('recanati', chi);
    expect(await completa('recanati', await persone(1))).toBe('sospesa');
    const sospesa = await ultima('recanati');
    expect(sospesa).toMatchObject({ motivi: ['troppe_assenze'], non_piu_dichiarate: 3 });
    await decide('recanati', sospesa.id, 'rifiuti').expect(200);
    await forniture.advance();
    expect([await note(), (await ultima('recanati')).non_piu_dichiarate]).toEqual([[], null]);
  });

  it('is held too when it comes in several in one day', async () => {
    const chi = await persone(60, ['recanati']);
    await completa('recanati', chi);
    await dopo(2);
    const states: string[] = [];
    for (const rest of [chi.slice(30), chi.slice(55)])
      states.push(
        await forniture.deliver({ comune: 'recanati', persone: iscritti('recanati', rest), completaAl: oggi() }),
      );
    expect(states).toEqual(['applicata', 'sospesa']);
  });

  it('is gone through a part at a time, by two processes, once', async () => {
    const [una] = await persone(1);
    await completa('portoRecanati', [una!]);
    await anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.scheda (record_id, revisione, persona_id, ente_erogatore, riga_id, tracciato, cognome, nome, comune_residenza,
         riservato, accettata_il, registrata_il, fonte, comune_fonte, vita)
       SELECT sha256(n::text::bytea), 1, gen_random_uuid(), $1, gen_random_uuid(), 'ANAGRAFE@1.0', 'X', 'Y', $2, '', $3, $3, 'anagrafe_comunale', $2, 'in_vita'
       FROM generate_series(1, 4500) AS n`,
      [ENTI.portoRecanati.id, ENTI.portoRecanati.istat, anagrafe.clock.now()],
    );
    await dopo(2);
    const { parole } = forniture.parole({
      comune: 'portoRecanati',
      persone: iscritti('portoRecanati', [una!]),
      completaAl: oggi(),
    });
    for (const parola of parole) await parola();
    const avanza = anagrafe.get(AvanzaForniture);
    await Promise.all(Array.from({ length: 6 }, () => avanza.step()));
    await forniture.advance();
    expect(await ultima('portoRecanati')).toMatchObject({
      stato: 'sospesa',
      motivi: ['troppe_assenze'],
      non_piu_dichiarate: 4500,
    });
    const counted = await anagrafe.database.admin(
      `SELECT dichiarate, assenti FROM anagrafe_regionale.fornitura WHERE stato = 'sospesa'`,
    );
    expect(counted).toEqual([{ dichiarate: 4501, assenti: 4500 }]);
  });
});

describe('a whole fornitura that is taken back with its invio', () => {
  const consegnata = async (chi: readonly Tizio[]) => {
    await dopo(2);
    const consegna = { comune: 'recanati', persone: iscritti('recanati', chi), completaAl: oggi() } as const;
    anagrafe.clock.advance(1000);
    const { invioId, parole } = forniture.parole(consegna);
    for (const parola of parole) await parola();
    await forniture.advance();
    return { invioId, consegna };
  };

  it('takes back whom it left out, and only those', async () => {
    const chi = await persone(4, ['recanati']);
    await completa('recanati', chi);
    await completa('recanati', chi.slice(1));
    const prima = await ultima('recanati');
    const { invioId, consegna } = await consegnata(chi.slice(2));
    expect((await note()).length).toBe(2);
    await dopo(1);
    await forniture.cancel(invioId, consegna);
    expect((await note()).map(({ fornitura }) => fornitura)).toEqual([prima.id]);
  });

  it('leaves whom the next one did not name either to that one', async () => {
    const chi = await persone(4, ['recanati']);
    await completa('recanati', chi);
    const { invioId, consegna } = await consegnata(chi.slice(1));
    await completa('recanati', chi.slice(1));
    const terza = await ultima('recanati');
    expect(terza.non_piu_dichiarate).toBe(0);
    await dopo(1);
    await forniture.cancel(invioId, { ...consegna, persone: consegna.persone.slice(0, 1) });
    expect((await note()).map(({ fornitura }) => fornitura)).toEqual([terza.id]);
  });
});

describe('who is absent is told to the comune alone', () => {
  it('not to another, to its steward or to the region’s, nor by the rows', async () => {
    const chi = await persone(3, ['recanati']);
    await completa('recanati', chi);
    await completa('recanati', chi.slice(1));
    const { id } = await ultima('recanati');
    const path = `${FORNITURE}/${id}/non-piu-dichiarate`;
    for (const client of ['ancona', 'portoRecanati', 'steward', 'recanati-steward'])
      await anagrafe.ask(client, 'get', path).expect(404);
    for (const client of ['recanati-dpo', 'gestore', 'capofila', 'regione', 'inps', 'tecnico'])
      await anagrafe.ask(client, 'get', path).expect(403);
    await anagrafe.ask(undefined, 'get', path).expect(401);
    await anagrafe.ask('recanati', 'get', `${FORNITURE}/none/non-piu-dichiarate`).expect(404);
    expect(await ultima('steward')).toMatchObject({ id, non_piu_dichiarate: null });
    const rows = (scope: Record<string, string>) =>
      anagrafe.get(Database).statement('api', scope, 'SELECT record_id FROM non_piu_dichiarata');
    expect(await rows({ enti: ENTI.recanati.id })).toHaveLength(1);
    const strangers: Record<string, string>[] = [
      {},
      { enti: '' },
      { enti: ENTI.ancona.id },
      { tutte_le_forniture: 'si' },
    ];
    for (const scope of strangers) expect(await rows(scope)).toEqual([]);
    await expect(
      anagrafe.get(Database).statement('api', { enti: ENTI.recanati.id }, 'DELETE FROM non_piu_dichiarata'),
    ).rejects.toThrow('permission denied');
  });
});
