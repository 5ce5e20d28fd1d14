import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayBefore } from '#libs/codici';
import { isInForce } from '#libs/riferimenti';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import type { RigaRegione } from '../pacchetto/pacchetto-regione.js';
import { idDelega, idEnte } from '../pacchetto/identita.js';
import { findProblemiNuovi } from './problemi-nuovi.js';
import { NELLA_RICHIESTA, mapRows, putRows } from './registro.js';
import { enterAmbito, headAmbito, leaveAmbito, registerAmbito } from './variazioni-ambiti.js';
import { closeAtto, registerAtto } from './variazioni-atti.js';
import { closeEnte, registerEnte } from './variazioni-enti.js';

const DA = { fonte: 'prova', affidabilita: 'fonte' } as const;
const NESSUNO = { comuni: [] };
const VUOTO: Registro = {
  codiceRegione: '90',
  regione: {
    regione: [],
    enti: [],
    codici_enti: [],
    ambiti: [],
    appartenenze: [],
    capofila: [],
    deleghe: [],
    client: [],
  },
};
const ENTI = ['AAA', 'BBB', 'CCC'];
const AMBITI = ['Z1', 'Z2', 'Z3'];
const ente = (codice: string) => ({
  denominazione: codice,
  tipo: 'asp' as const,
  dal: '2000-01-01',
  al: null,
  predecessori: [],
  codici: [{ sistema: 'regionale' as const, codice, dal: '2000-01-01', al: null }],
});
const BASE = AMBITI.reduce(
  (registro, codice) =>
    registerAmbito(registro, { codice, denominazione: codice, tipo: 'zona', dal: '2000-01-01', al: null }, DA),
  ENTI.reduce((registro, codice) => registerEnte(registro, ente(codice), DA), VUOTO),
);
const day = fc.integer({ min: 0, max: 3000 }).map((n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
const placesOn = (registro: Registro, chi: string, giorno: string): string[] =>
  registro.regione.appartenenze
    .filter((riga) => riga.ente === `regionale:${chi}` && isInForce(riga, giorno))
    .map(({ ambito }) => ambito);

describe('an ente that changes ambito', () => {
  interface Mossa {
    readonly chi: string;
    readonly dove: string;
    readonly dal: string;
  }
  /** Two moves of one ente on a day contradict each other, and one to where it is says nothing: both are refused. */
  const withoutIdle = (mosse: readonly Mossa[]): Mossa[] =>
    mosse.reduce<Mossa[]>((made, mossa) => {
      const before = made.findLast((one) => one.chi === mossa.chi);
      return before !== undefined && (before.dal === mossa.dal || before.dove === mossa.dove) ? made : [...made, mossa];
    }, []);
  const mossa = fc.record({ chi: fc.constantFrom(...ENTI), dove: fc.constantFrom(...AMBITI), dal: day });

  it('is on every day where its last move before that day took it, however often it moves', () => {
    fc.assert(
      fc.property(fc.array(mossa, { maxLength: 12 }), day, (mosse, giorno) => {
        const clean = withoutIdle(mosse.toSorted((one, other) => (one.dal < other.dal ? -1 : 1)));
        const after = clean.reduce(
          (registro, { chi, dove, dal }) => enterAmbito(registro, dove, { ente: chi, dal, al: null }, DA),
          BASE,
        );
        expect(findProblemiNuovi(BASE, after, NESSUNO)).toEqual([]);
        for (const chi of ENTI) {
          const last = clean.findLast((one) => one.chi === chi && one.dal <= giorno);
          expect(placesOn(after, chi, giorno)).toEqual(last === undefined ? [] : [last.dove]);
        }
      }),
    );
  });

  it('is never in two on a day: what would put it there is told, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ chi: fc.constantFrom(...ENTI), dove: fc.constantFrom(...AMBITI), dal: day, al: fc.option(day) }),
          { maxLength: 10 },
        ),
        day,
        (mosse, giorno) => {
          const after = mosse.reduce((registro, { chi, dove, dal, al }) => {
            const next = enterAmbito(registro, dove, { ente: chi, dal, al }, DA);
            return findProblemiNuovi(registro, next, NESSUNO).length > 0 ? registro : next;
          }, BASE);
          for (const chi of ENTI) expect(placesOn(after, chi, giorno).length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('leaves one that it entered on the same day only by saying the same thing again', () => {
    const there = enterAmbito(BASE, 'Z1', { ente: 'AAA', dal: '2026-01-01', al: null }, DA);
    expect(enterAmbito(there, 'Z1', { ente: 'AAA', dal: '2026-01-01', al: null }, DA).regione.appartenenze).toEqual(
      there.regione.appartenenze,
    );
    const elsewhere = enterAmbito(there, 'Z2', { ente: 'AAA', dal: '2026-01-01', al: null }, DA);
    expect(findProblemiNuovi(there, elsewhere, NESSUNO).map(({ messaggio }) => messaggio)).toEqual([
      expect.stringMatching(/ente già in un ambito/),
    ]);
  });

  it('may come back where it was', () => {
    const moves = [
      ['Z1', '2024-01-01'],
      ['Z2', '2025-01-01'],
      ['Z1', '2026-01-01'],
    ] as const;
    const after = moves.reduce(
      (registro, [dove, dal]) => enterAmbito(registro, dove, { ente: 'AAA', dal, al: null }, DA),
      BASE,
    );
    expect(['2024-06-01', '2025-06-01', '2026-06-01'].map((giorno) => placesOn(after, 'AAA', giorno))).toEqual([
      ['Z1'],
      ['Z2'],
      ['Z1'],
    ]);
  });
});

describe('an ambito', () => {
  it('has on every day the capofila that was named last, and one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ chi: fc.constantFrom(...ENTI), dal: day }), {
          selector: ({ dal }) => dal,
          maxLength: 8,
        }),
        day,
        (nomine, giorno) => {
          const changes = nomine
            .toSorted((one, other) => (one.dal < other.dal ? -1 : 1))
            .filter(({ chi }, at, all) => all[at - 1]?.chi !== chi);
          const after = changes.reduce(
            (registro, { chi, dal }) => headAmbito(registro, 'Z1', { ente: chi, dal, al: null }, DA),
            BASE,
          );
          expect(findProblemiNuovi(BASE, after, NESSUNO)).toEqual([]);
          const found = after.regione.capofila.filter((riga) => isInForce(riga, giorno)).map((riga) => riga.ente);
          const last = changes.findLast(({ dal }) => dal <= giorno);
          expect(found).toEqual(last === undefined ? [] : [`regionale:${last.chi}`]);
        },
      ),
    );
  });
});

describe('what is closed', () => {
  const delega = (al: string | null) =>
    registerAtto(
      BASE,
      {
        sigla: 'D1',
        delegante: 'AAA',
        delegato: 'BBB',
        oggetto: 'deposito',
        tracciato: 'PS_PSA_SINA',
        ambito: null,
        subdelegabile: false,
        derivaDa: null,
        atto: { tipo: 'atto', numero: '1', data: '2020-01-01' },
        dal: '2020-01-01',
        al,
      },
      DA,
    );

  it('never ends later than it did, and ends on the day that was said', () => {
    fc.assert(
      fc.property(fc.option(day), day, (before, al) => {
        const registro = delega(before);
        const id = '1c9d1b44-4c53-5ee0-8f6c-6b7f2d4f5a11';
        expect(() => closeAtto(registro, id, al)).toThrow(/atto_sconosciuto/);
        const close = () => closeAtto(registro, idDelega('90', 'D1'), al).regione.deleghe[0]!.al;
        if (before !== null && al > before) expect(close).toThrow(/variazione_rifiutata/);
        else expect(close()).toBe(al);
      }),
    );
  });

  it('an ente that ends leaves nothing of it open, and nothing of the others changed', () => {
    fc.assert(
      fc.property(day, (al) => {
        const registro = headAmbito(
          enterAmbito(delega(null), 'Z1', { ente: 'AAA', dal: '2015-01-01', al: null }, DA),
          'Z1',
          { ente: 'BBB', dal: '2015-01-01', al: null },
          DA,
        );
        const after = closeEnte(registro, idEnte('90', 'regionale:AAA'), al);
        const { enti, codici_enti: codici, appartenenze, deleghe } = after.regione;
        const own = [
          ...[...enti, ...codici, ...appartenenze].filter((riga) => riga.ente === 'regionale:AAA'),
          ...deleghe,
        ];
        expect(own.length).toBeGreaterThan(3);
        expect(own.map((riga) => riga.al).filter((fine) => fine !== al)).toEqual([]);
        expect(after.regione.capofila).toEqual(registro.regione.capofila);
        expect(enti.filter((riga) => riga.ente !== 'regionale:AAA')).toEqual(
          registro.regione.enti.filter((riga) => riga.ente !== 'regionale:AAA'),
        );
      }),
    );
  });

  it('an ente leaves the ambito it is in, after its last day there and not before its first', () => {
    const there = enterAmbito(BASE, 'Z1', { ente: 'AAA', dal: '2026-01-01', al: null }, DA);
    const left = leaveAmbito(there, 'Z1', { ente: 'AAA', al: '2026-06-30' });
    expect([placesOn(left, 'AAA', '2026-06-30'), placesOn(left, 'AAA', '2026-07-01')]).toEqual([['Z1'], []]);
    const early = leaveAmbito(there, 'Z1', { ente: 'AAA', al: dayBefore('2026-01-01') });
    expect(findProblemiNuovi(there, early, NESSUNO).map(({ campo }) => campo)).toEqual(['al']);
  });
});

describe('rows put into a registry', () => {
  const riga = fc
    .record({ dal: day, al: fc.constant(null), fonte: fc.constantFrom('una', 'altra') })
    .map((fields): RigaRegione<'appartenenze'> => ({
      ambito: 'Z1',
      ente: 'regionale:AAA',
      affidabilita: 'fonte',
      posto: NELLA_RICHIESTA,
      ...fields,
    }));
  const rows = fc.uniqueArray(riga, { selector: ({ dal }) => dal, maxLength: 10 });

  it('are there once, however often they are put, and leave the others alone', () => {
    fc.assert(
      fc.property(rows, rows, (before, put) => {
        const first = putRows(putRows(BASE, 'appartenenze', before).registro, 'appartenenze', put);
        const { nuove, variate, uguali } = first.conteggi;
        expect(nuove + variate + uguali).toBe(put.length);
        const days = new Set([...before, ...put].map(({ dal }) => dal));
        expect(first.registro.regione.appartenenze).toHaveLength(days.size);
        for (const one of put) expect(first.registro.regione.appartenenze).toContainEqual(one);
        const again = putRows(first.registro, 'appartenenze', put);
        expect(again.conteggi).toEqual({ nuove: 0, variate: 0, uguali: put.length });
        expect(again.registro.regione.appartenenze).toEqual(first.registro.regione.appartenenze);
      }),
    );
  });

  it('that differ only in what is set apart leave the old ones as they were', () => {
    const before = putRows(BASE, 'appartenenze', [{ ...one('2026-01-01'), fonte: 'prima' }]).registro;
    const after = putRows(before, 'appartenenze', [{ ...one('2026-01-01'), fonte: 'dopo' }], ['fonte']);
    expect([after.conteggi.uguali, after.registro.regione.appartenenze[0]!.fonte]).toEqual([1, 'prima']);
  });

  it('taken out one by one are no more there', () => {
    const before = putRows(BASE, 'appartenenze', [one('2026-01-01'), one('2027-01-01')]).registro;
    const after = mapRows(before, 'appartenenze', (row) => (row.dal === '2026-01-01' ? undefined : row));
    expect(after.regione.appartenenze.map(({ dal }) => dal)).toEqual(['2027-01-01']);
  });

  function one(dal: string): RigaRegione<'appartenenze'> {
    return { ambito: 'Z1', ente: 'regionale:AAA', dal, al: null, ...DA, posto: NELLA_RICHIESTA };
  }
});

describe('a fault that was there before', () => {
  it('does not stop a change of something else, and is told when a change makes another like it', () => {
    const broken = putRows(BASE, 'appartenenze', [
      { ambito: 'Z9', ente: 'regionale:AAA', dal: '2020-01-01', al: null, ...DA, posto: { file: 'a', riga: 1 } },
    ]).registro;
    const other = enterAmbito(broken, 'Z1', { ente: 'BBB', dal: '2026-01-01', al: null }, DA);
    expect(findProblemiNuovi(broken, other, NESSUNO)).toEqual([]);
    const worse = putRows(broken, 'appartenenze', [
      { ambito: 'Z9', ente: 'regionale:CCC', dal: '2020-01-01', al: null, ...DA, posto: NELLA_RICHIESTA },
    ]).registro;
    expect(findProblemiNuovi(broken, worse, NESSUNO).map(({ campo }) => campo)).toEqual(['ambito']);
  });
});
