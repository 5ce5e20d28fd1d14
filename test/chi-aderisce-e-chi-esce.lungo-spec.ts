import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCsv } from '#libs/codici';
import { eventually } from '#libs/testing';
import { RegioneConOrologio, type Trasporto } from './prova/regione-con-orologio.js';

/** The thirteen ambiti of the story and who signs for each: 13 of the 23 of Marche, as many as have joined by act in the demonstration. */
const ADERENTI = [
  ['ATS01', 'G479'],
  ['ATS04', 'L500'],
  ['ATS08', 'I608'],
  ['ATS09', 'E388'],
  ['ATS10', 'D451'],
  ['ATS12', 'D472'],
  ['ATS13', 'G157'],
  ['ATS14', 'C770'],
  ['ATS15', 'E783'],
  ['ATS17', 'I156'],
  ['ATS19', 'D542'],
  ['ATS21', 'H769'],
  ['ATS22', 'A462'],
] as const;

const JESI = 'E388';
const FABRIANO = 'D451';
const OSIMO = 'G157';
const ANCONA = 'A271';
const PESARO = 'G479';
/** Leaves Jesi's ambito for Osimo's, which has joined too. */
const STAFFOLO = 'I932';
/** Leaves Jesi's ambito for Ancona's, which has not joined. */
const CASTELBELLINO = 'C060';
/** Leaves Fabriano's ambito, which goes, for Jesi's, which stays. */
const SASSOFERRATO = 'I461';
/** Has given Jesi a delega that ends. */
const BELVEDERE = 'A769';

/** Instants of Rome, an hour ahead of UTC in winter. */
const DICEMBRE_15 = '2026-12-15T09:00:00Z';
const DICEMBRE_16 = '2026-12-16T09:00:00Z';
const ULTIMO_ISTANTE = '2026-12-31T22:59:59.999Z';
const MEZZANOTTE = '2026-12-31T23:00:00Z';

const ATTO = { tipo: 'deliberazione', numero: '41/2026', data: '2026-12-10' };
const COMUNI_PER_AMBITO = countBy(
  parseCsv(readFileSync('config/regioni/marche/appartenenze.csv', 'utf8'), ['ambito'] as const).map(
    ({ ambito }) => ambito,
  ),
);

describe.each<Trasporto>(['rabbitmq', 'embedded'])('chi aderisce e chi esce (%s)', (trasporto) => {
  let regione: RegioneConOrologio;
  /** What was delivered while it could be: by whom and for whom. */
  const consegnati: {
    readonly chi: string;
    readonly ente: string;
    readonly invio: string;
    readonly ricevuta: string;
  }[] = [];

  beforeAll(async () => {
    const isAdesione = (riga: string) => riga.split(',')[3] === 'adesione';
    regione = await RegioneConOrologio.start(trasporto, DICEMBRE_15, isAdesione);
  }, 120_000);
  afterAll(() => regione.drop(), 60_000);

  const deliver = async (chi: string, ente: string): Promise<void> => {
    const { id, ricevuta } = await regione.delivered(chi, ente, 'a_disposizione_di_inps');
    consegnati.push({ chi, ente, invio: id, ricevuta: ricevuta.id });
  };
  /** Who has joined on a day: in all, and in each ambito the members and those of them that take part. */
  const counts = async (giorno: string) => {
    const { aderenti, ambiti } = await regione.ask('regione', 'GET', `/rest/nomenclatore/v1/adesioni?giorno=${giorno}`);
    const byAmbito = new Map<string, [enti: number, aderenti: number]>();
    for (const one of ambiti) byAmbito.set(one.ambito, [one.enti, one.aderenti]);
    return { aderenti, byAmbito };
  };
  const revisioneOf = async (ambito: string): Promise<number> =>
    (await regione.ask('regione', 'GET', `/rest/nomenclatore/v1/ambiti/${ambito}`)).revisione;
  /** An act of the pack, by the name it has there. */
  const delegaOf = async (ente: string, sigla: string) => {
    const { deleghe } = await regione.ask('regione', 'GET', `/rest/nomenclatore/v1/deleghe?ente=${ente}&limite=500`);
    return deleghe.find((one: { sigla: string }) => one.sigla === sigla);
  };
  const modalita = (ente: string) =>
    regione.call(ente, 'POST', '/rest/inps/v1/modalita', { tracciato: 'PS_PSA_SINA', modalita: 'snodo' });
  /** What INPS finds at the address of an ente. */
  const flussi = async (ente: string): Promise<string[]> => {
    const { elenco_flussi: found } = await regione.ask('inps', 'GET', `/waas/${ente}/v1/flussi?since=0&limit=100`);
    return found.map((flusso: { id_flusso: string }) => flusso.id_flusso);
  };

  it('before any act nothing runs for anybody, and its own comune is told why', async () => {
    expect(await regione.mayDeposit(JESI, JESI)).toBe('nessuna_adesione');
    expect(await regione.mayDeposit(JESI, STAFFOLO)).toBe('nessuna_adesione');
    // Who could not deposit anyhow does not learn who takes part.
    expect(await regione.mayDeposit(OSIMO, STAFFOLO)).toBe('ente_non_consentito');
    expect((await modalita(JESI)).body.code).toBe('delega_waas_mancante');
    const { aderenti, byAmbito } = await counts('2026-12-15');
    expect([aderenti, byAmbito.size]).toEqual([0, 23]);
    for (const [ambito, [enti, joined]] of byAmbito) {
      expect([ambito, enti, joined]).toEqual([ambito, COMUNI_PER_AMBITO.get(ambito), 0]);
    }
  }, 60_000);

  it('13 of 23 ambiti join by an act of their capofila, and every service hears of each', async () => {
    const act = { atto: ATTO, dal: '2026-12-16' };
    const wrong = [
      // A comune that does not head the ambito, and one that is not the region.
      ['regione', { ente: STAFFOLO, ambito: 'ATS09', ...act }, 422],
      [JESI, { ente: JESI, ambito: 'ATS09', ...act }, 403],
    ] as const;
    for (const [chi, corpo, status] of wrong) {
      expect((await regione.call(chi, 'POST', '/rest/nomenclatore/v1/adesioni', corpo)).status).toBe(status);
    }
    const [first, ...others] = ADERENTI;
    await regione.write('delega', '/adesioni', {
      ente: first[1],
      ambito: first[0],
      sigla: `ADESIONE-${first[0]}`,
      ...act,
    });
    const file = [
      'delega;delegante;delegato;oggetto;tracciato;ambito;subdelegabile;deriva_da;atto_tipo;atto_numero;atto_data;dal;al',
      ...others.map(
        ([ambito, ente]) =>
          `ADESIONE-${ambito};belfiore:${ente};regionale:REGIONE;adesione;;${ambito};no;;deliberazione;41/2026;2026-12-10;2026-12-16;`,
      ),
    ].join('\r\n');
    const path = '/rest/nomenclatore/v1/registri/deleghe/caricamenti';
    expect(await regione.ask('regione', 'POST', path, file, 'text/csv')).toMatchObject({ nuove: 12, variate: 0 });
    for (const [ambito, ente] of ADERENTI) await regione.arrived('delega', await delegaOf(ente, `ADESIONE-${ambito}`));
    // The eve: the act is known, and not in force yet.
    expect(await regione.mayDeposit(JESI, JESI)).toBe('adesione_non_in_vigore');
    expect(await counts('2026-12-15')).toMatchObject({ aderenti: 0 });
    const joined = new Set<string>(ADERENTI.map(([ambito]) => ambito));
    const { aderenti, byAmbito } = await counts('2026-12-16');
    for (const [ambito, [enti, inside]] of byAmbito)
      expect([ambito, inside]).toEqual([ambito, joined.has(ambito) ? enti : 0]);
    expect(aderenti).toBe([...joined].reduce((sum, ambito) => sum + COMUNI_PER_AMBITO.get(ambito)!, 0));
  }, 90_000);

  it('from that day each of them delivers, by itself or by the capofila it has given a delega', async () => {
    regione.clock.set(DICEMBRE_16);
    for (const ente of [JESI, FABRIANO, OSIMO, STAFFOLO, CASTELBELLINO, SASSOFERRATO, BELVEDERE])
      expect((await modalita(ente)).status).toBe(201);
    await deliver(JESI, JESI);
    await deliver(JESI, STAFFOLO);
    await deliver(FABRIANO, FABRIANO);
    expect(await regione.mayDeposit(PESARO, PESARO)).toBe('sì');
    expect(await regione.mayDeposit(ANCONA, ANCONA)).toBe('nessuna_adesione');
    expect((await modalita(ANCONA)).body.code).toBe('delega_waas_mancante');
    expect(await flussi(STAFFOLO)).toHaveLength(2);
  }, 90_000);

  it('what is to change on 1 January is registered before, by whoever saw it as it is', async () => {
    const leaving = await delegaOf(FABRIANO, 'ADESIONE-ATS10');
    const close = (revisione: number) => ({ revisione, al: '2026-12-31', motivo: 'Recesso prot. 9/2026' });
    const stale = await regione.call(
      'regione',
      'POST',
      `/rest/nomenclatore/v1/deleghe/${leaving.id}/chiusura`,
      close(leaving.revisione + 1),
    );
    expect([stale.status, stale.body.code]).toEqual([409, 'variazione_contesa']);
    await regione.write('delega', `/deleghe/${leaving.id}/chiusura`, close(leaving.revisione));

    for (const [ente, ambito] of [
      [STAFFOLO, 'ATS13'],
      [CASTELBELLINO, 'ATS11'],
      [SASSOFERRATO, 'ATS09'],
    ] as const) {
      const revisione = await revisioneOf(ambito);
      await regione.write('ambito', `/ambiti/${ambito}/appartenenze`, { revisione, ente, dal: '2027-01-01' });
    }
    for (const sigla of [`DEMO-ATS09-${BELVEDERE}`, `DEMO-WAAS-${BELVEDERE}`]) {
      const { id, revisione } = await delegaOf(BELVEDERE, sigla);
      await regione.write('delega', `/deleghe/${id}/chiusura`, close(revisione));
    }
    await regione.write('delega', '/deleghe', {
      delegante: STAFFOLO,
      delegato: OSIMO,
      oggetto: 'deposito',
      tracciato: 'PS_PSA_SINA',
      ambito: 'ATS13',
      atto: ATTO,
      dal: '2027-01-01',
    });
  }, 90_000);

  /** Who may deposit for whom, in the last instant of the year and in the first of the next. */
  const CHI_PER_CHI = [
    [FABRIANO, FABRIANO, 'sì', 'adesione_non_in_vigore'],
    [SASSOFERRATO, SASSOFERRATO, 'sì', 'sì'],
    [FABRIANO, SASSOFERRATO, 'sì', 'ente_non_consentito'],
    [JESI, SASSOFERRATO, 'ente_non_consentito', 'ente_non_consentito'],
    [STAFFOLO, STAFFOLO, 'sì', 'sì'],
    [JESI, STAFFOLO, 'sì', 'ente_non_consentito'],
    [OSIMO, STAFFOLO, 'ente_non_consentito', 'sì'],
    [CASTELBELLINO, CASTELBELLINO, 'sì', 'nessuna_adesione'],
    [BELVEDERE, BELVEDERE, 'sì', 'sì'],
    [JESI, BELVEDERE, 'sì', 'ente_non_consentito'],
    [JESI, JESI, 'sì', 'sì'],
    [ANCONA, ANCONA, 'nessuna_adesione', 'nessuna_adesione'],
  ] as const;
  const answers = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const [chi, ente] of CHI_PER_CHI) found.push(await regione.mayDeposit(chi, ente));
    return found;
  };

  it('until the last instant of the year everybody delivers as before', async () => {
    regione.clock.set(ULTIMO_ISTANTE);
    expect(await answers()).toEqual(CHI_PER_CHI.map(([, , last]) => last));
    await deliver(FABRIANO, FABRIANO);
    await deliver(JESI, BELVEDERE);
    await deliver(CASTELBELLINO, CASTELBELLINO);
    expect((await counts('2026-12-31')).byAmbito.get('ATS10')).toEqual([5, 5]);
  }, 90_000);

  it('at midnight what ends has ended and what begins has begun: nothing more has to be said to anybody', async () => {
    await regione.quiet();
    const before = await regione.movimenti();
    regione.clock.set(MEZZANOTTE);
    expect(await answers()).toEqual(CHI_PER_CHI.map(([, , , first]) => first));
    const { body } = await regione.deposit(FABRIANO, FABRIANO);
    expect(body.detail).toContain('vale dal 2026-12-16 al 2026-12-31');
    expect(await regione.movimenti()).toEqual(before);
  }, 90_000);

  it('who is in is counted by ambito, on the day before and on the day', async () => {
    const [eve, day] = [await counts('2026-12-31'), await counts('2027-01-01')];
    const changed = [...day.byAmbito].filter(([ambito, now]) => String(now) !== String(eve.byAmbito.get(ambito)));
    expect(new Map(changed)).toEqual(
      new Map([
        ['ATS09', [20, 20]],
        ['ATS10', [4, 0]],
        ['ATS11', [2, 0]],
        ['ATS13', [8, 8]],
      ]),
    );
    expect([...changed].map(([ambito]) => [ambito, eve.byAmbito.get(ambito)])).toEqual([
      ['ATS09', [21, 21]],
      ['ATS10', [5, 5]],
      ['ATS11', [1, 0]],
      ['ATS13', [7, 7]],
    ]);
    // Four of Fabriano's ambito and Castelbellino are out; Sassoferrato went to one that stays.
    expect(eve.aderenti - day.aderenti).toBe(5);
  });

  it('an ente counts itself, and a capofila its ambito', async () => {
    const read = (chi: string) => regione.ask(chi, 'GET', '/rest/nomenclatore/v1/adesioni?giorno=2027-01-01');
    expect(await read(STAFFOLO)).toMatchObject({ totale: 1, aderenti: 1, enti: [{ ambito: 'ATS13' }] });
    expect(await read(FABRIANO)).toMatchObject({ totale: 4, aderenti: 0 });
  });

  it('what was accepted while an act held stays: read by the ente it is of, served to INPS', async () => {
    for (const { ente, invio } of consegnati) {
      expect([ente, await regione.stati(ente, invio)]).toEqual([ente, { a_disposizione_di_inps: 2 }]);
    }
    for (const ente of [FABRIANO, BELVEDERE, CASTELBELLINO]) expect(await flussi(ente)).not.toEqual([]);
  }, 60_000);

  it('who delivered under an act that has ended keeps its ricevuta, and sees the righe no more', async () => {
    const ended = consegnati.filter(({ chi, ente }) => chi !== ente);
    expect(ended.map(({ ente }) => ente)).toEqual([STAFFOLO, BELVEDERE]);
    for (const { chi, ente, invio, ricevuta } of ended) {
      const held = await regione.ask(chi, 'GET', `/rest/esiti/v1/ricevute/${ricevuta}`);
      expect(held).toMatchObject({ invio_id: invio });
      expect(await regione.stati(chi, invio)).toEqual({});
      expect((await regione.ask(chi, 'GET', `/rest/esiti/v1/invii/${invio}/righe`)).items).toEqual([]);
      const [riga] = (await regione.ask(ente, 'GET', `/rest/esiti/v1/invii/${invio}/righe`)).items;
      expect((await regione.call(chi, 'GET', `/rest/esiti/v1/righe/${riga.id}`)).status).toBe(404);
    }
  }, 60_000);

  it('INPS is told nothing more of who has no act for that, though it still delivers', async () => {
    const already = await flussi(BELVEDERE);
    const { id: invio } = await regione.delivered(BELVEDERE, BELVEDERE, 'non_trasmissibile');
    const { items } = await regione.ask(BELVEDERE, 'GET', `/rest/esiti/v1/invii/${invio}/righe`);
    expect(items.map(({ motivo }: { motivo: string }) => motivo)).toEqual(['atto_non_in_vigore', 'atto_non_in_vigore']);
    expect(await flussi(BELVEDERE)).toEqual(already);
    for (const ente of [FABRIANO, CASTELBELLINO, BELVEDERE]) {
      expect([ente, (await modalita(ente)).body.code]).toEqual([ente, 'delega_waas_mancante']);
    }
    expect((await modalita(SASSOFERRATO)).status).toBe(201);
    await deliver(SASSOFERRATO, SASSOFERRATO);
  }, 60_000);

  it('who joins again delivers again', async () => {
    const again = { ente: FABRIANO, atto: { ...ATTO, numero: '2/2027' }, dal: '2027-01-01' };
    await regione.write('delega', '/adesioni', again);
    await eventually(async () => expect(await regione.mayDeposit(FABRIANO, FABRIANO)).toBe('sì'));
    expect((await counts('2027-01-01')).byAmbito.get('ATS10')).toEqual([4, 1]);
  }, 60_000);

  describe('two comuni become one', () => {
    const [MORRO, SAN_PAOLO, NUOVO] = ['F745', 'I071', 'M999'] as const;
    const VIGILIA = '2027-01-31T22:59:59.999Z';
    const FUSIONE = '2027-01-31T23:00:00Z';
    let invio: string;
    let pubblicati: readonly string[];

    it('until the eve each delivers for itself, and what is to come is registered', async () => {
      expect((await modalita(MORRO)).status).toBe(201);
      ({ id: invio } = await regione.delivered(MORRO, MORRO, 'a_disposizione_di_inps'));
      pubblicati = await flussi(MORRO);
      expect(pubblicati).toHaveLength(2);
      const fusione = {
        tipo: 'fusione',
        dal: '2027-02-01',
        comuni: [MORRO, SAN_PAOLO],
        denominazione: 'Morro San Paolo',
        belfiore: NUOVO,
        istat: '042999',
        subentro_atti: true,
        atto: { tipo: 'legge regionale', numero: '30', data: '2026-12-20' },
        fonte: 'legge inventata per la prova',
      };
      const path = '/rest/nomenclatore/v1/territorio/variazioni';
      const looked = await regione.call('regione', 'POST', `${path}?verifica=true`, fusione);
      expect([looked.status, looked.body.registrata]).toEqual([200, false]);
      expect(await regione.ask('regione', 'POST', path, fusione)).toMatchObject({ registrata: true });
      const client = { client_id: 'demo-m999', identita: 'pdnd', ente: NUOVO, ruoli: ['titolare'], dal: '2027-02-01' };
      await regione.write('client', '/client', client);

      regione.clock.set(VIGILIA);
      for (const ente of [MORRO, SAN_PAOLO]) expect(await regione.mayDeposit(ente, ente)).toBe('sì');
      expect((await regione.deposit(NUOVO, NUOVO, 1)).status).toBe(403);
      expect((await counts('2027-01-31')).byAmbito.get('ATS09')).toEqual([20, 20]);
    }, 60_000);

    it('from midnight the new one delivers, under the acts it took over, and reads what was before it', async () => {
      regione.clock.set(FUSIONE);
      expect((await regione.deposit(MORRO, MORRO, 1)).status).toBe(403);
      expect(await regione.mayDeposit(NUOVO, NUOVO)).toBe('sì');
      expect(await regione.mayDeposit(JESI, NUOVO)).toBe('sì');
      expect((await counts('2027-02-01')).byAmbito.get('ATS09')).toEqual([19, 19]);
      expect((await counts('2027-01-31')).byAmbito.get('ATS09')).toEqual([20, 20]);
      expect(await regione.stati(NUOVO, invio)).toEqual({ a_disposizione_di_inps: 2 });
      const { items } = await regione.ask(NUOVO, 'GET', `/rest/esiti/v1/invii/${invio}/righe`);
      expect(items).toHaveLength(2);
      expect((await regione.call(OSIMO, 'GET', `/rest/esiti/v1/righe/${items[0].id}`)).status).toBe(404);
      expect(await flussi(MORRO)).toEqual(expect.arrayContaining([...pubblicati]));
    }, 60_000);
  });
});

function countBy(words: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const word of words) counted.set(word, (counted.get(word) ?? 0) + 1);
  return counted;
}
