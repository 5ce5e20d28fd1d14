import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InvioConclusoV1, InvioRicevutoV1 } from '#libs/contracts';
import { ENTI_DI_PROVA as ENTI } from '../prova/fatti-di-prova.js';
import { ReportingDiProva } from '../prova/reporting-di-prova.js';
import { RegistraConsegna } from './registra-consegna.js';

type Messaggio = { readonly ricevuto: InvioRicevutoV1 } | { readonly concluso: InvioConclusoV1 };
const TRACCIATO = 'PS_PSA_SINA@201812';
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const ricevuto = (n: number, enteMittente: string, ricevutoIl: string): Messaggio => ({
  ricevuto: { invioId: idOf(n), enteMittente, tracciato: TRACCIATO, canale: 'rest', dimensione: 100, ricevutoIl },
});
const concluso = (
  n: number,
  enteMittente: string,
  conclusoIl: string,
  fields: Partial<InvioConclusoV1> = {},
): Messaggio => ({
  concluso: {
    invioId: idOf(n),
    enteMittente,
    tracciato: TRACCIATO,
    esito: 'concluso',
    righe: 3,
    perStato: { accettata: 2, respinta: 1 },
    perRegola: { 'PS-01': 1, 'SN-02': 4 },
    conclusoIl,
    ...fields,
  },
});

describe('what each ente delivered', () => {
  let reporting: ReportingDiProva;
  const registra = new RegistraConsegna();
  beforeAll(async () => {
    reporting = await ReportingDiProva.start();
  });
  afterAll(() => reporting?.close());
  beforeEach(() => reporting.forget());

  const apply = async (messaggi: readonly Messaggio[]): Promise<void> => {
    for (const messaggio of messaggi) {
      await reporting.own.transaction('consumer', {}, (tx) =>
        'ricevuto' in messaggio
          ? registra.received(tx, messaggio.ricevuto)
          : registra.concluded(tx, messaggio.concluso),
      );
    }
  };
  const read = async (client = 'regione', anno = 2026) =>
    (await reporting.get(client, `/consegne?anno=${anno}`).expect(200)).body.consegne;

  it('counts invii, righe, states and rules by ente, tracciato and month', async () => {
    await apply([
      ricevuto(1, ENTI.uno, '2026-03-01T10:00:00Z'),
      concluso(1, ENTI.uno, '2026-03-01T10:01:00Z'),
      ricevuto(2, ENTI.uno, '2026-03-31T21:59:59Z'),
      concluso(2, ENTI.uno, '2026-04-01T00:00:00Z', { perStato: { accettata: 3 }, perRegola: { 'PS-01': 2 } }),
      ricevuto(3, ENTI.uno, '2026-03-31T22:00:00Z'),
      ricevuto(4, ENTI.tre, '2026-03-02T10:00:00Z'),
      concluso(4, ENTI.tre, '2026-03-02T10:00:01Z', {
        esito: 'illeggibile',
        righe: 0,
        perStato: {},
        perRegola: { 'XML-01': 1 },
      }),
    ]);
    expect(await read()).toEqual([
      {
        ente: ENTI.uno,
        denominazione: 'uno',
        tracciato: TRACCIATO,
        mese: '2026-03',
        invii: 2,
        conclusi: 2,
        illeggibili: 0,
        righe: 6,
        per_stato: { accettata: 5, respinta: 1 },
        per_regola: { 'PS-01': 3, 'SN-02': 4 },
      },
      expect.objectContaining({ ente: ENTI.tre, invii: 1, conclusi: 0, illeggibili: 1, per_regola: { 'XML-01': 1 } }),
      // Half past midnight of April in Rome.
      expect.objectContaining({ mese: '2026-04', invii: 1, conclusi: 0, righe: 0, per_stato: {}, per_regola: {} }),
    ]);
  });

  it('counts righe that wait for their code as such, beside the avviso that said so', async () => {
    const waiting = { righe: 3, perStato: { accettata: 1, in_attesa_di_codifica: 2 }, perRegola: { 'SN-16': 2 } };
    await apply([
      ricevuto(1, ENTI.uno, '2026-03-01T10:00:00Z'),
      concluso(1, ENTI.uno, '2026-03-01T10:01:00Z', waiting),
    ]);
    const [{ per_stato, per_regola }] = await read();
    expect([per_stato, per_regola]).toEqual([waiting.perStato, waiting.perRegola]);
  });

  it('the year is that of Rome', async () => {
    await apply([ricevuto(1, ENTI.uno, '2025-12-31T23:00:00Z'), ricevuto(2, ENTI.uno, '2026-12-31T23:00:00Z')]);
    expect((await read()).map(({ mese }: { mese: string }) => mese)).toEqual(['2026-01']);
    expect(await read('regione', 2025)).toEqual([]);
  });

  it('an ente sees its own, a capofila those of its ambito, the region all', async () => {
    await apply(Object.values(ENTI).map((ente, index) => ricevuto(index, ente, '2026-03-01T10:00:00Z')));
    const enti = async (client: string) => (await read(client)).map(({ ente }: { ente: string }) => ente);
    expect(await enti('uno')).toEqual([ENTI.uno]);
    expect(await enti('due')).toEqual([ENTI.due]);
    expect(await enti('capofila')).toEqual([ENTI.uno, ENTI.due]);
    expect(await enti('tre')).toEqual([ENTI.tre]);
    expect(await enti('fuori')).toEqual([ENTI.fuori]);
    expect(await enti('regione')).toHaveLength(5);
  });

  it('refuses words where codes belong: a key of a count is no place for a name (I4)', async () => {
    const at = '2026-03-01T10:00:00Z';
    for (const fields of [{ perStato: { 'Mario Rossi': 1 } }, { perRegola: { RSSMRA80A01H501U: 1 } }]) {
      await expect(apply([concluso(1, ENTI.uno, at, fields)])).rejects.toMatchObject({ code: '23514' });
    }
  });

  it('I2 gives the same counts in whatever order and however often the messages come', async () => {
    const enti = fc.constantFrom(ENTI.uno, ENTI.due, ENTI.tre);
    const months = fc.constantFrom('2026-01-15T10:00:00Z', '2026-02-15T10:00:00Z');
    const invii = fc
      .array(fc.tuple(enti, months, fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 8 })
      .map((all) =>
        all.flatMap(([ente, at, righe, ended], index) => [
          ricevuto(index, ente, at),
          ...(ended ? [concluso(index, ente, '2026-03-01T10:00:00Z', { righe, perStato: { accettata: righe } })] : []),
        ]),
      );
    const shuffled = invii.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([ordered, disordered]) => {
        await reporting.forget();
        await apply(ordered);
        const expected = await read();
        await reporting.forget();
        await apply(disordered);
        expect(await read()).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
