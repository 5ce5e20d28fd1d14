import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Codifica, ContestoRegole } from './contesto.js';
import { CONTESTO_CON_CODICI_LOCALI, CONTESTO_DI_PROVA } from './prova/contesto.js';
import { type Attributi, type Letto, UNICA, documento, leggi } from './prova/documento.js';

const read = (prestazione: Attributi, contesto: ContestoRegole = CONTESTO_CON_CODICI_LOCALI): Letto =>
  leggi(documento({ prestazione }), 65_536, {}, contesto);
const withCode = (CodicePrestazione: string, altro: Attributi = {}): Letto => read({ CodicePrestazione, ...altro });
const rules = ({ rilievi }: Letto) => rilievi.map(({ regola, gravita }) => [regola, gravita]);
/** Answers every code alike, and remembers what it was asked. */
function asking(answer: Codifica) {
  const asked: (readonly [string, string])[] = [];
  const contesto: ContestoRegole = {
    ...CONTESTO_DI_PROVA,
    codifica: (codice, day) => {
      asked.push([codice, day]);
      return answer;
    },
  };
  return { asked, contesto };
}
const IN_ATTESA: Codifica = { esito: 'in_attesa', sistema: 'LOC:A271', codice: 'NUOVO' };

describe('The code of a riga', () => {
  it('stays as the sender wrote it, with what it is beside it', () => {
    const [riga] = withCode('SAD').righe;
    expect(riga!.contenuto['codicePrestazione']).toBe('SAD');
    expect(riga!.chiave.codicePrestazione).toBe('SAD');
    expect(riga!.codifica).toEqual({
      esito: 'tradotta',
      codice: 'A2.07',
      versioni: ['LOC:A271@1', 'REG@1', 'SIUSS@1.0'],
    });
  });

  it('is looked up once, on the event date: payment of a one-off, start of a periodic one, today when there is neither', () => {
    const { asked, contesto } = asking(IN_ATTESA);
    read({ CodicePrestazione: 'NUOVO' }, contesto);
    read({ ...UNICA, CodicePrestazione: 'NUOVO' }, contesto);
    read({ CodicePrestazione: 'NUOVO', DataInizioPrestazione: undefined }, contesto);
    read({ CodicePrestazione: undefined }, contesto);
    expect(asked).toEqual([
      ['NUOVO', '2026-01-01'],
      ['NUOVO', '2026-02-01'],
      ['NUOVO', CONTESTO_DI_PROVA.oggi],
    ]);
  });

  it.each(['SAD', 'CENTRO-DIURNO-2'])(
    'of the wrong length for the schema does not refuse the riga when it is known: %s',
    (codice) => {
      const letto = withCode(codice, { PresaCarico: '1', AreaUtenza: '1' });
      expect(rules(letto)).toEqual([]);
      expect([letto.esito.schemaValido, letto.righe[0]!.schemaValida]).toEqual([false, false]);
    },
  );

  it.each(['', 'ZZ', 'Z'.repeat(200)])('of the wrong length that nobody knows refuses it once: %j', (codice) => {
    expect(rules(withCode(codice))).toEqual([['PS-22', 'errore']]);
  });

  it('that is missing is a breach of the schema and nothing else', () => {
    const letto = read({ CodicePrestazione: undefined });
    expect(rules(letto)).toEqual([['XSD-06', 'errore']]);
    expect(letto.righe[0]!.codifica).toEqual({ esito: 'sconosciuta' });
  });

  it('is shown to the rules translated, and where the sender wrote it', () => {
    const [rilievo] = withCode('NASCITA').rilievi;
    expect([rilievo!.regola, rilievo!.campo]).toEqual(['PS-21', 'PrestazioniSociali/@DataEvento']);
  });

  it('that waits warns, says since which step, and refuses nothing', () => {
    const here = withCode('NUOVO');
    expect(rules(here)).toEqual([['SN-16', 'avviso']]);
    expect(here.rilievi[0]!.messaggio).toBe(
      'In attesa di codifica: il codice NUOVO non ha ancora un’associazione in vigore il 2026-01-01; ' +
        'la riga parte da sola quando l’associazione è approvata.',
    );
    expect(withCode('REGIONE-10').rilievi[0]!.messaggio).toContain('(quella di R.10, REG, a cui arriva)');
  });

  it('that may be several refuses, names them, and says how to write the one meant', () => {
    const missing = withCode('BUONO').rilievi[0]!;
    expect([missing.regola, missing.gravita, missing.valore]).toEqual(['SN-15', 'errore', 'BUONO']);
    expect(missing.messaggio).toBe('Il codice BUONO può valere più codici (A1.04, A1.11) e la riga non dice quale.');
    expect(missing.rimedio).toContain('BUONO/A1.04');
    expect(withCode('BUONO/A9.99').rilievi[0]!.messaggio).toBe(
      'Il codice BUONO non può valere A9.99: i codici ammessi sono A1.04, A1.11.',
    );
    expect(rules(withCode('BUONO/A1.04'))).toEqual([]);
  });

  it('with a choice where there is none to make refuses, without an empty list', () => {
    const { contesto } = asking({ esito: 'scelta', mancante: false, alternative: [] });
    const [rilievo] = read({ CodicePrestazione: 'A1.04/A1.11' }, contesto).rilievi;
    expect(rilievo!.messaggio).toBe('Il codice A1.04 ha un solo significato, che non è A1.11.');
    expect(rilievo!.rimedio).toBe('Scrivere solo A1.04.');
  });

  it('never refuses a cancellation: a record must be taken back whatever became of its code', () => {
    const C = { TipoOperazione: 'C' };
    expect(rules(withCode('ZZZZZ', C))).toEqual([['PS-22', 'avviso']]);
    expect(rules(withCode('BUONO', C))).toEqual([['SN-15', 'avviso']]);
    expect(rules(withCode('NUOVO', C))).toEqual([]);
  });

  it('is only INPS’s own for who has no registries, who does not speak of lists it cannot see', () => {
    expect(read({}, CONTESTO_DI_PROVA).righe[0]!.codifica).toEqual({
      esito: 'tradotta',
      codice: 'A1.04',
      versioni: ['SIUSS@prova'],
    });
    const [rilievo] = read({ CodicePrestazione: 'SAD' }, CONTESTO_DI_PROVA).rilievi;
    expect(rilievo!.messaggio).toBe('Il codice SAD non è nella nomenclatura SIUSS in vigore il 2026-01-01.');
  });

  it('is repeated in a message as known, but of a text nobody knows only the beginning', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 21, maxLength: 300, unit: fc.constantFrom('x', 'é', '/', ' ', 'A') }),
        (text) => {
          fc.pre(text.trim().length > 20);
          for (const codice of [text, `BUONO/${text}`]) {
            const { contesto } = asking(
              codice === text ? { esito: 'sconosciuta' } : { esito: 'scelta', mancante: false, alternative: ['A1.04'] },
            );
            const [rilievo] = read({ CodicePrestazione: codice }, contesto).rilievi;
            expect(rilievo!.messaggio).not.toContain(text);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('A riga of an ente that has ceased', () => {
  const until = (last: string | undefined): ContestoRegole => ({ ...CONTESTO_DI_PROVA, ultimoGiornoEnte: () => last });
  const judged = (last: string | undefined, prestazione: Attributi = {}) =>
    read(prestazione, until(last)).rilievi.filter(({ regola }) => regola === 'SN-17');

  it.each([
    ['after the end of the ente', '2025-12-31', {}, 'PrestazioniSociali/@DataInizioPrestazione'],
    ['of a one-off paid after it', '2026-01-31', UNICA, 'PrestazioniSociali/@DataErogazionePrestazione'],
  ])('is refused %s, at the day that is too late', (_, last, prestazione, campo) => {
    const [rilievo] = judged(last, prestazione);
    expect([rilievo!.gravita, rilievo!.campo]).toEqual(['errore', campo]);
    expect(rilievo!.messaggio).toContain(last);
  });

  it.each([
    ['on its last day', '2026-01-01', {}],
    ['before', '2027-06-30', {}],
    ['of an ente without an end', undefined, {}],
    ['of no known day', '2020-01-01', { DataInizioPrestazione: undefined }],
    ['that takes another back', '2020-01-01', { TipoOperazione: 'C' }],
  ])('is taken %s', (_, last, prestazione) => {
    expect(judged(last, prestazione)).toEqual([]);
  });
});
