import { describe, expect, it } from '@jest/globals';
import { uuidv7 } from '#libs/persistence';
import { rigaId } from '../riga/riga-id.js';
import { sumOf, totalOf } from '../validazione/conteggi.js';
import type { Applicata } from './decidi-righe.js';
import { respinteDiLotto } from './lotto-scritto.js';
import type { RecordNoto } from './record-noto.js';
import { decideRevisions } from './revisioni.js';
import { type Effetto, conteggiOf, rilieviOf, written } from './riga-applicata.js';

const INVIO = uuidv7();
const ALTRO = uuidv7();
const id = (numero: number): string => rigaId(INVIO, numero);
const riga = (numero: number, recordId: string, impronta: string, annullamento = false) => ({
  numero,
  linea: numero * 10,
  colonna: 1,
  annullamento,
  recordId,
  impronta,
  contenuto: '{}',
  rigaId: id(numero),
  trattenuta: false,
  intestazione: 0,
  enteErogatore: 'E',
  conIdMittente: false,
  doppione: null,
  completareEntro: null,
});
const DI = {
  enteErogatore: 'E',
  testata: { codiceFiscaleOperatore: '', enteCodice: '', enteDenominazione: '', enteIndirizzo: '' },
};
const noto = (recordId: string, rigaOrigine: string): RecordNoto => ({
  recordId,
  revisione: 1,
  stato: 'attivo',
  impronta: 'a',
  rigaId: rigaOrigine,
  rigaOrigine,
  ordine: 1,
  enteErogatore: 'E',
  doppione: null,
  gemello: false,
  completareEntro: null,
});
const decide = (noti: readonly RecordNoto[], righe: readonly ReturnType<typeof riga>[]) => {
  const decise = decideRevisions(new Map(noti.map((one) => [one.recordId, one])), righe, 2);
  return {
    decise,
    applicate: righe.map(({ doppione: _, ...one }, at): Applicata => ({
      riga: one,
      di: DI,
      decisa: decise.righe[at]!,
    })),
  };
};
const effettoOf = ({ decise, applicate }: ReturnType<typeof decide>, inAttesa: readonly string[] = []): Effetto => ({
  decise,
  scritte: applicate.map((one) => written(one, new Map(), null)),
  inAttesa: new Set(inAttesa),
});

describe('what a delivery writes of a riga', () => {
  const origine = rigaId(ALTRO, 1);
  const dal = new Date('2026-11-01T00:00:00.000Z');
  const situazioni = new Map([[origine, { stato: 'ritirata' as const, inAttesaDal: dal }]]);

  it('takes the place of the riga that it repeats', () => {
    const { applicate } = decide([noto('R', origine)], [riga(1, 'R', 'a')]);
    expect(written(applicate[0]!, situazioni, null)).toMatchObject({
      stato: 'ritirata',
      inAttesaDal: dal,
      rigaOrigine: origine,
      revisione: 1,
    });
  });

  it('begins anew with another content', () => {
    const { applicate } = decide([noto('R', origine)], [riga(1, 'R', 'b')]);
    expect(written(applicate[0]!, situazioni, null)).toMatchObject({
      stato: 'accettata',
      inAttesaDal: null,
      rigaOrigine: null,
      revisione: 2,
    });
  });

  it('is superata when the delivery itself corrects it, wherever its origin is', () => {
    const { applicate } = decide([noto('R', origine)], [riga(1, 'R', 'a'), riga(2, 'R', 'b')]);
    expect(written(applicate[0]!, situazioni, null)).toMatchObject({
      stato: 'superata',
      sostituitaDa: id(2),
      inAttesaDal: null,
    });
  });

  describe('of a code that is not INPS’s own in the version of the invio', () => {
    const versioni = ['LOC:H211@1', 'SIUSS@1.0'];
    const tradotta = { ...riga(1, 'R', 'a'), codifica: { ricevuto: 'SAD', inps: 'A2.07', versioni } };
    const mancante = { ...riga(1, 'R', 'a'), trattenuta: true, codifica: { ricevuto: 'SAD', giorno: '2026-03-02' } };
    const codificaOf = (one: typeof tradotta | typeof mancante, noti: readonly RecordNoto[], codifica?: object) => {
      const { applicate } = decide(noti, [one]);
      const known = codifica === undefined ? situazioni : new Map([[origine, { stato: 'accettata', inAttesaDal: null, codifica }]]); // prettier-ignore
      const { stato, codifica: come } = written(applicate[0]!, known as typeof situazioni, null);
      return { stato, come };
    };

    it('is how it was read, or that it waits', () => {
      expect(codificaOf(tradotta, [])).toEqual({
        stato: 'accettata',
        come: { ricevuto: 'SAD', inps: 'A2.07', versioni },
      });
      expect(codificaOf(mancante, [])).toEqual({
        stato: 'in_attesa_di_codifica',
        come: { ricevuto: 'SAD', inps: null, versioni: null },
      });
    });

    it('is how that of the repeated riga was read when it travelled, whatever the code is by now', () => {
      const before = { ricevuto: 'SAD', inps: 'A2.08', versioni: ['LOC:H211@0', 'SIUSS@0.9'] };
      expect(codificaOf(tradotta, [noto('R', origine)], before).come).toEqual(before);
      expect(codificaOf(mancante, [noto('R', origine)], before)).toEqual({ stato: 'accettata', come: before });
    });

    it('waits with the riga that it repeats, also if it knows more by now', () => {
      const { applicate } = decide([noto('R', origine)], [tradotta]);
      const waiting = new Map([[origine, { stato: 'in_attesa_di_codifica' as const, inAttesaDal: null }]]);
      expect(written(applicate[0]!, waiting, null)).toMatchObject({
        stato: 'in_attesa_di_codifica',
        codifica: { ricevuto: 'SAD', inps: null, versioni: null },
      });
    });
  });

  it('of a refused one is its place and nothing else', () => {
    const respinta = { numero: 3, linea: 30, colonna: 1, annullamento: false, intestazione: 0, foglio: 'Dati' };
    const lotto = { indice: 3, accolte: [], respinte: [respinta], rilievi: [], intestazioni: [DI] };
    expect(respinteDiLotto(INVIO, lotto, () => null)).toEqual([
      expect.objectContaining({
        id: id(3),
        linea: 30,
        stato: 'respinta',
        recordId: null,
        foglio: 'Dati',
        idMittente: null,
      }),
    ]);
  });

  it('says what only the ledger can find', () => {
    const { applicate } = decide([noto('R', origine)], [riga(1, 'R', 'a'), riga(2, 'S', 'x', true), riga(3, 'T', 'x')]);
    expect(applicate.map((one) => rilieviOf(one).map(({ rilievi }) => rilievi[0]!.regola))).toEqual([
      ['ST-03'],
      ['ST-02'],
      [],
    ]);
  });
});

describe('the counts of a delivery', () => {
  it('are of verdicts, and add up to its righe', () => {
    const delivery = decide(
      [noto('R', rigaId(ALTRO, 1))],
      [riga(1, 'R', 'a'), riga(2, 'S', 'x', true), riga(3, 'T', 'x'), riga(4, 'T', 'y')],
    );
    const conteggi = conteggiOf(INVIO, 2, effettoOf(delivery), delivery.applicate.flatMap(rilieviOf));
    expect(conteggi).toEqual({
      perStato: { accettata: 2, respinta: 3, superata: 1 },
      perRegola: { 'ST-02': 1, 'ST-03': 1 },
    });
    expect(totalOf(conteggi.perStato)).toBe(6);
  });

  it('take back what an earlier part of the same invio had, not what another invio had', () => {
    const delivery = decide(
      [noto('R', id(1)), noto('S', id(2)), noto('T', rigaId(ALTRO, 1))],
      [riga(3, 'R', 'b'), riga(4, 'S', 'x', true), riga(5, 'T', 'b')],
    );
    expect(conteggiOf(INVIO, 0, effettoOf(delivery), []).perStato).toEqual({ accettata: 1, annullata: 1, superata: 1 });
  });

  it('tell those that wait, and take back as waiting what an earlier part of the same invio had waiting', () => {
    const held = (numero: number, recordId: string, impronta: string) => ({
      ...riga(numero, recordId, impronta),
      trattenuta: true,
      codifica: { ricevuto: 'SAD', giorno: '2026-03-02' },
    });
    const first = decide([], [held(1, 'R', 'a'), held(2, 'S', 'a'), riga(3, 'T', 'a')]);
    const one = conteggiOf(INVIO, 0, effettoOf(first), []);
    expect(one.perStato).toEqual({ accettata: 1, in_attesa_di_codifica: 2 });
    const second = decide(first.decise.record, [riga(4, 'R', 'b'), riga(5, 'S', 'x', true), riga(6, 'T', 'b')]);
    const other = conteggiOf(INVIO, 0, effettoOf(second, second.decise.lasciate.slice(0, 2)), []);
    expect(other.perStato).toEqual({ accettata: 2, annullata: 1, in_attesa_di_codifica: -2, superata: 2 });
    expect(sumOf(one, other).perStato).toEqual({ accettata: 3, annullata: 1, superata: 2 });
  });

  it('are of rilievi alone when every riga is refused', () => {
    expect(conteggiOf(INVIO, 3, undefined, [])).toEqual({ perStato: { respinta: 3 }, perRegola: {} });
  });
});
