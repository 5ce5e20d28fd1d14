import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { omocodiaVariants, parseCodiceFiscale } from '#libs/codici';
import { flussiPubblicatiV1, righeNonTrasmissibiliV1, righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { PermanentError, TransientError, UpstreamError } from '#libs/messaging';
import { Riferimenti } from '#libs/riferimenti';
import { eventually } from '#libs/testing';
import { GatewayDiProva } from '../prova/gateway-di-prova.js';
import { ENTI, type NomeEnte, delegaWaas } from '../prova/riferimenti-di-prova.js';
import { TRE_ANNI, messaggio, riga } from '../prova/righe-di-prova.js';
import { PubblicaRighe } from './pubblica-righe.js';

/** With letters in every numeric place. */
const OMOCODE = omocodiaVariants(parseCodiceFiscale('RSSMRK66C14H501U')!).at(-1)!;
const TS = Date.parse('2026-03-10T09:00:00Z');
/** What a cancellation may change of a document: its name and its operation. */
const identifying = (xml: string): string => xml.replace(/ Nome="[^"]*PS[^"]*"/, '').replace(/ TipoOperazione="."/, '');

describe('righe on their way to INPS', () => {
  let gateway: GatewayDiProva;
  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
    for (const ente of ['recanati', 'loreto', 'numana', 'ancona', 'unione', 'regione'] as const)
      await gateway.choose(ente, 'snodo');
  });
  afterAll(() => gateway.close());

  beforeEach(async () => {
    gateway.clock.set(new Date(TS));
    await gateway.forgetSaid();
  });

  const published = () => gateway.said(flussiPubblicatiV1);
  const refused = () => gateway.said(righeNonTrasmissibiliV1);
  const logSince = async (ente: NomeEnte, from: number) => (await gateway.log(ente)).slice(from);
  const lengthOf = async (ente: NomeEnte) => (await gateway.log(ente)).length;

  it('become flussi in order, each with its own millisecond and id, and are told', async () => {
    const righe = [riga({ record: 'a1' }), riga({ record: 'a2' })];
    await gateway.publish(righe);
    const log = await gateway.log('recanati');
    expect(log.map(({ ts, id_flusso, operazione, di }) => ({ ts, id_flusso, operazione, di }))).toEqual([
      { ts: TS, id_flusso: 'H211.PS.20260310.0000001', operazione: 'I', di: 1 },
      { ts: TS + 1, id_flusso: 'H211.PS.20260310.0000002', operazione: 'I', di: 1 },
    ]);
    expect(log[0]!.xml).toContain('<IdentificazioneFlusso Nome="H211.PS.20260310.0000001">');
    expect(log[0]!.xml).toContain('<Ente Codice="H211" Denominazione="Ente recanati" Indirizzo="H211" CFOperatore="RSSMRK66C14H501U"/>'); // prettier-ignore
    const [message] = await published();
    expect(message).toEqual({
      ente: ENTI.recanati.id,
      flussi: log.map(({ ts, id_flusso }, at) => ({
        rigaId: righe[at]!.rigaId,
        recordId: righe[at]!.recordId,
        revisione: 1,
        idFlusso: id_flusso,
        di: 1,
        operazione: 'I',
        tsFlusso: new Date(ts).toISOString(),
      })),
    });
  });

  it('of three calendar years become three flussi', async () => {
    const from = await lengthOf('recanati');
    await gateway.publish([riga({ record: 'b1', contenuto: TRE_ANNI })]);
    const log = await logSince('recanati', from);
    expect(log.map(({ di }) => di)).toEqual([3, 3, 3]);
    expect(log.map(({ xml }) => /DataInizioPrestazione="(\d{4})/.exec(xml)![1])).toEqual(['2024', '2025', '2026']);
  });

  it('carry the code that INPS gives the ente, and its Belfiore code as address', async () => {
    await gateway.publish([riga({ record: 'c1', ente: 'loreto' })]);
    const [flusso] = await gateway.log('loreto');
    expect(flusso!.id_flusso).toBe('LO123.PS.20260310.0000001');
    expect(flusso!.xml).toContain('Codice="LO123" Denominazione="Ente loreto" Indirizzo="E690"');
  });

  it('corrected take back everything of the revision before, unchanged but for name and operation, then insert', async () => {
    const from = await lengthOf('recanati');
    await gateway.publish([riga({ record: 'd1', contenuto: TRE_ANNI })]);
    const corrected = riga({ record: 'd1', revisione: 2, contenuto: { ...TRE_ANNI, importoMensile: 20_000 } });
    await gateway.publish([corrected]);
    const log = await logSince('recanati', from);
    expect(log.map(({ operazione }) => operazione).join('')).toBe('IIICCCIII');
    for (const at of [0, 1, 2]) {
      const [insertion, cancellation] = [log[at]!, log[at + 3]!];
      expect(cancellation.xml).toContain('TipoOperazione="C"');
      expect(identifying(cancellation.xml)).toBe(identifying(insertion.xml));
      expect(cancellation.xml).toContain(`Nome="${cancellation.id_flusso}"`);
    }
    expect(log.slice(3).every(({ riga_id, di }) => riga_id === corrected.rigaId && di === 6)).toBe(true);
  });

  it('cancelled take back what INPS holds, once, and nothing twice', async () => {
    const from = await lengthOf('recanati');
    await gateway.publish([riga({ record: 'e1' })]);
    await gateway.publish([riga({ record: 'e1', revisione: 2, contenuto: { importoMensile: 1 } })]);
    await gateway.publish([riga({ record: 'e1', revisione: 3, annullamento: true })]);
    const log = await logSince('recanati', from);
    expect(log.map(({ operazione }) => operazione).join('')).toBe('ICIC');
    expect(identifying(log[3]!.xml)).toBe(identifying(log[2]!.xml));
  });

  it('with a translated code carry it, and are taken back by a cancellation whose code means nothing any more', async () => {
    const from = await lengthOf('recanati');
    const codifica = { ricevuto: 'SAD', versioni: ['LOC:H211@1', 'SIUSS@prova'] };
    await gateway.publish([riga({ record: 'cod1', contenuto: { codicePrestazione: 'A2.07' }, codifica })]);
    const senzaCodice = { contenuto: { codicePrestazione: '' }, codifica: { ricevuto: 'SAD', versioni: [] } };
    await gateway.publish([riga({ record: 'cod1', revisione: 2, annullamento: true, ...senzaCodice })]);
    const neverTold = riga({ record: 'cod2', revisione: 2, annullamento: true, ...senzaCodice });
    await gateway.publish([neverTold]);
    const log = await logSince('recanati', from);
    expect(log.map(({ operazione }) => operazione).join('')).toBe('IC');
    for (const { xml } of log) expect(xml).toContain('CodicePrestazione="A2.07"');
    expect((await refused()).flatMap(({ righe }) => righe)).toMatchObject([
      { rigaId: neverTold.rigaId, motivo: 'nulla_da_cancellare' },
    ]);
  });

  it('come back after a cancellation as a plain insertion', async () => {
    const from = await lengthOf('recanati');
    await gateway.publish([riga({ record: 'f1' })]);
    await gateway.publish([riga({ record: 'f1', revisione: 2, annullamento: true })]);
    await gateway.publish([riga({ record: 'f1', revisione: 3 })]);
    expect((await logSince('recanati', from)).map(({ operazione }) => operazione).join('')).toBe('ICI');
  });

  it('may be inserted, corrected and cancelled in one message', async () => {
    const from = await lengthOf('recanati');
    await gateway.publish([
      riga({ record: 'g1' }),
      riga({ record: 'g1', revisione: 2, contenuto: { importoMensile: 7 } }),
      riga({ record: 'g1', revisione: 3, annullamento: true }),
    ]);
    expect((await logSince('recanati', from)).map(({ operazione }) => operazione).join('')).toBe('ICIC');
  });

  it('I2 delivered again publish nothing and say nothing', async () => {
    const once = [riga({ record: 'h1' }), riga({ record: 'h2' })];
    await gateway.publish(once);
    const [from, told] = [await lengthOf('recanati'), (await published()).length];
    await gateway.publish(once);
    await gateway.publish([...once].reverse());
    await gateway.publish([riga({ record: 'h3' })]);
    expect(await logSince('recanati', from)).toHaveLength(1);
    expect(await published()).toHaveLength(told + 1);
  });

  it('I2 of a revision older than the one known publish nothing', async () => {
    const from = await lengthOf('recanati');
    await gateway.publish([riga({ record: 'i1', revisione: 3 })]);
    await gateway.publish([riga({ record: 'i1', revisione: 2 }), riga({ record: 'i1', revisione: 1 })]);
    expect(await logSince('recanati', from)).toHaveLength(1);
  });

  it('cancelled before they came leave a tombstone: the insertion that comes late publishes nothing', async () => {
    const from = await lengthOf('recanati');
    await gateway.publish([riga({ record: 'j1', revisione: 2, annullamento: true })]);
    await gateway.publish([riga({ record: 'j1', revisione: 1 })]);
    expect(await logSince('recanati', from)).toEqual([]);
    expect((await refused()).flatMap(({ righe }) => righe)).toMatchObject([{ motivo: 'nulla_da_cancellare' }]);
    await gateway.publish([riga({ record: 'j1', revisione: 3 })]);
    expect((await logSince('recanati', from)).map(({ operazione }) => operazione)).toEqual(['I']);
  });

  it.each([
    ['omocodia in the year', OMOCODE, 'omocodia'],
    ['an STP code', 'STP1234567890123', 'stp'],
    ['an ENI code', 'ENI1234567890123', 'eni'],
  ])('of a person with %s are quarantined and told', async (_, codiceFiscale, motivo) => {
    const from = await lengthOf('recanati');
    const one = riga({ record: `k-${motivo}`, contenuto: { codiceFiscale } });
    await gateway.publish([one]);
    const [message] = await refused();
    expect(message).toEqual({
      ente: ENTI.recanati.id,
      il: '2026-03-10T09:00:00.000Z',
      righe: [{ rigaId: one.rigaId, recordId: one.recordId, revisione: 1, motivo }],
    });
    expect(await logSince('recanati', from)).toEqual([]);
  });

  it('that INPS cannot take any more are taken back, and told as what they are', async () => {
    const from = await lengthOf('recanati');
    const first = riga({ record: 'l1' });
    await gateway.publish([first]);
    await gateway.publish([riga({ record: 'l1', revisione: 2, contenuto: { codiceFiscale: 'STP1234567890123' } })]);
    const log = await logSince('recanati', from);
    // The cancellation is of the riga it takes back: the new one stays "non trasmissibile".
    expect(log.map(({ operazione, riga_id }) => [operazione, riga_id])).toEqual([
      ['I', first.rigaId],
      ['C', first.rigaId],
    ]);
    expect((await refused())[0]!.righe[0]).toMatchObject({ revisione: 2, motivo: 'stp' });
  });

  it.each([
    ['an ente without a code of INPS’s or of the catasto', 'unione', 'ente_senza_codice'],
    ['an ente that has given no act', 'ancona', 'atto_non_in_vigore'],
    ['an ente whose act has ended', 'numana', 'atto_non_in_vigore'],
  ] as const)('of %s are not published and told', async (_, ente, motivo) => {
    await gateway.publish([riga({ record: `m-${ente}`, ente })]);
    expect((await refused())[0]).toMatchObject({ ente: ENTI[ente].id, righe: [{ motivo }] });
    expect(await gateway.log(ente)).toEqual([]);
  });

  it('need no act of the region itself, only a code', async () => {
    await gateway.publish([riga({ record: 'n1', ente: 'regione' })]);
    expect((await refused())[0]!.righe[0]!.motivo).toBe('ente_senza_codice');
  });

  it('are not published once the act has ended, and are again once there is a new one', async () => {
    const before = await lengthOf('loreto');
    const change = (al: string | null, revisione: number, may: boolean) =>
      gateway.changeAndWait(
        delegaWaas('loreto', ENTI.loreto.id, al, revisione),
        (vista) => vista.atti.waasConsentito(ENTI.loreto.id, '2026-03-10') === may,
      );
    await change('2026-03-09', 2, false);
    // Accepted while the act held: publishing is an act of today.
    await gateway.publish([riga({ record: 'o1', ente: 'loreto' })], '2026-03-09T09:00:00Z');
    expect((await refused())[0]!.righe[0]!.motivo).toBe('atto_non_in_vigore');
    expect(await lengthOf('loreto')).toBe(before);
    await change(null, 3, true);
    await gateway.publish([riga({ record: 'o2', ente: 'loreto' })]);
    expect(await lengthOf('loreto')).toBe(before + 1);
  });

  it('go through the bus as well, however often the message comes', async () => {
    const from = await lengthOf('recanati');
    const message = messaggio([riga({ record: 'p1' }), riga({ record: 'p2' })]);
    for (let time = 0; time < 3; time += 1)
      await gateway.ingestion.say(righePsPsaSinaAccettateV1, message, ENTI.recanati.id);
    await gateway.ingestion.say(righePsPsaSinaAccettateV1, messaggio([riga({ record: 'p3' })]), ENTI.recanati.id);
    await eventually(async () => (await lengthOf('recanati')) === from + 3);
    expect(await published()).toHaveLength(2);
    expect(await lengthOf('recanati')).toBe(from + 3);
  });

  it('wait for the registries without burning an attempt, and for an ente that is not in them yet', async () => {
    const riferimenti = gateway.get(Riferimenti);
    const { vista } = riferimenti;
    riferimenti.replace(vista, false);
    await expect(gateway.publish([riga({ record: 'w1' })])).rejects.toBeInstanceOf(UpstreamError);
    riferimenti.replace(vista, true);
    const stranger = Object.assign(riga({ record: 'w2' }), { enteErogatore: 'e0000000-0000-5000-8000-00000000ffff' });
    await expect(gateway.publish([stranger])).rejects.toBeInstanceOf(TransientError);
  });

  it('of a tracciato that this release does not know are for an operator', async () => {
    const said = Object.assign(messaggio([riga({ record: 'v1' })]), { tracciato: 'PS_PSA_SINA@209912' });
    const applied = gateway.own.transaction('consumer', {}, (tx) => gateway.get(PubblicaRighe).publish(tx, said));
    await expect(applied).rejects.toBeInstanceOf(PermanentError);
  });

  it('of several enti in one message go each into its own log', async () => {
    const [recanati, loreto] = [await lengthOf('recanati'), await lengthOf('loreto')];
    await gateway.publish([riga({ record: 'q1' }), riga({ record: 'q2', ente: 'loreto' }), riga({ record: 'q3' })]);
    expect([await lengthOf('recanati'), await lengthOf('loreto')]).toEqual([recanati + 2, loreto + 1]);
  });

  it('never get a place before one that INPS may have passed, nor an id of a day that is over', async () => {
    const last = (await gateway.log('recanati')).at(-1)!;
    gateway.clock.set('2026-03-09T10:00:00Z');
    await gateway.publish([riga({ record: 'r1' })]);
    const next = (await gateway.log('recanati')).at(-1)!;
    expect(next.ts).toBe(last.ts + 1);
    expect(next.id_flusso.split('.')[2]).toBe('20260310');
    gateway.clock.set('2026-03-11T10:00:00Z');
    await gateway.publish([riga({ record: 'r2' })]);
    expect((await gateway.log('recanati')).at(-1)!.id_flusso).toBe('H211.PS.20260311.0000001');
  });

  it('of many years, in one message, take as many transactions as they need, none of them long', async () => {
    const contenuto = { dataInizioPrestazione: '2026-01-01', dataFinePrestazione: '2074-12-31', periodoErogazione: undefined }; // prettier-ignore
    const righe = Array.from({ length: 30 }, (_, at) => riga({ record: `lunga ${at}`, contenuto }));
    const [from, other] = [await lengthOf('recanati'), await lengthOf('loreto')];
    expect(await gateway.publish([...righe, riga({ record: 'di un altro', ente: 'loreto' })])).toBe(2);
    const log = await logSince('recanati', from);
    expect(log).toHaveLength(30 * 49);
    expect(new Set(log.map(({ riga_id }) => riga_id))).toEqual(new Set(righe.map(({ rigaId }) => rigaId)));
    expect(log.every(({ di }) => di === 49)).toBe(true);
    expect(await lengthOf('loreto')).toBe(other + 1);
  });
});

describe('righe of an ente that has another channel', () => {
  let gateway: GatewayDiProva;
  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
  });
  afterAll(() => gateway.close());

  const operations = async (): Promise<string> =>
    (await gateway.log('recanati')).map(({ operazione }) => operazione).join('');

  it('are left to it, by default and by choice, and told so', async () => {
    await gateway.publish([riga({ record: 'a' })]);
    await gateway.choose('recanati', 'manuale');
    await gateway.publish([riga({ record: 'b' })]);
    expect(await operations()).toBe('');
    const told = await gateway.said(righeNonTrasmissibiliV1);
    expect(told.flatMap(({ righe }) => righe.map(({ motivo }) => motivo))).toEqual(['canale_dell_ente', 'canale_dell_ente']); // prettier-ignore
  });

  it('once the ente has chosen Snodo are taken back as the other channel sent them, and inserted', async () => {
    await gateway.choose('recanati', 'snodo', '2026-03-11');
    await gateway.publish([riga({ record: 'a', revisione: 2, contenuto: { importoMensile: 5_000 } })], '2026-03-10T22:59:59Z'); // prettier-ignore
    // 10 March still in Rome: the choice holds from the 11th.
    expect(await operations()).toBe('');
    await gateway.publish([riga({ record: 'a', revisione: 3, contenuto: { importoMensile: 7_000 } })], '2026-03-10T23:00:00Z'); // prettier-ignore
    expect(await operations()).toBe('CI');
    const [cancellation, insertion] = await gateway.log('recanati');
    expect(cancellation!.xml).toMatch(/TipoOperazione="C".*ImportoMensile="50.00"/s);
    expect(insertion!.xml).toMatch(/TipoOperazione="I".*ImportoMensile="70.00"/s);
  });

  it('cancelled after the choice are taken back too', async () => {
    await gateway.publish([riga({ record: 'b', revisione: 2, annullamento: true })], '2026-03-11T09:00:00Z');
    expect(await operations()).toBe('CIC');
  });

  it('and that leaves Snodo again are its channel’s from then on', async () => {
    await gateway.choose('recanati', 'propria', '2026-03-12');
    await gateway.publish([riga({ record: 'a', revisione: 4, contenuto: { importoMensile: 9_000 } })], '2026-03-12T09:00:00Z'); // prettier-ignore
    expect(await operations()).toBe('CIC');
    await gateway.choose('recanati', 'snodo', '2026-03-13');
    await gateway.publish([riga({ record: 'a', revisione: 5 })], '2026-03-13T09:00:00Z');
    expect(await operations()).toBe('CICCI');
    expect((await gateway.log('recanati')).at(-2)!.xml).toContain('ImportoMensile="90.00"');
  });

  it('keep nothing that INPS could not have taken from the other channel either', async () => {
    const stp = { codiceFiscale: 'STP1234567890123' };
    await gateway.publish([riga({ record: 'c', contenuto: stp })], '2026-03-12T09:00:00Z');
    await gateway.publish([riga({ record: 'c', revisione: 2 })], '2026-03-13T09:00:00Z');
    expect(await operations()).toBe('CICCII');
  });
});
