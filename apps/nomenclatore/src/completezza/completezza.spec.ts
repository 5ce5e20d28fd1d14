import { describe, expect, it } from '@jest/globals';
import type { Traduzione } from '#libs/riferimenti';
import { completezzaOf } from './completezza.js';

const ANSWERS: Readonly<Record<string, Traduzione>> = {
  SAD: { esito: 'tradotto', codice: 'A2.07', passi: [] },
  VARIE: { esito: 'scelta_mancante', alternative: ['2.1', '2.2'] },
  NUOVO: { esito: 'senza_associazione', sistema: 'LOC:E388', codice: 'NUOVO' },
  ORFANO: { esito: 'senza_associazione', sistema: 'REG', codice: '9.9' },
};
const asked: unknown[] = [];
const translator = {
  traduci(richiesta: { codice: string }): Traduzione {
    asked.push(richiesta);
    return ANSWERS[richiesta.codice] ?? { esito: 'codice_sconosciuto' };
  },
};
const voci = (...codici: string[]) =>
  codici.map((codice) => ({ codice, denominazione: `voce ${codice}`, padreDiAltre: false }));

describe('how complete a local list is', () => {
  it('counts what goes by itself, what each riga must say, and names the rest with whose it is to mend', () => {
    expect(completezzaOf(translator, 'LOC:E388', voci('SAD', 'VARIE', 'NUOVO', 'ORFANO'), '2026-03-01')).toEqual({
      voci: 4,
      associate: 1,
      conScelta: 1,
      incomplete: [
        { codice: 'NUOVO', denominazione: 'voce NUOVO', motivo: 'senza_associazione', fermo: 'NUOVO' },
        { codice: 'ORFANO', denominazione: 'voce ORFANO', motivo: 'senza_codice_inps', fermo: 'REG:9.9' },
      ],
    });
  });

  it('asks what ingestion would ask: its own list, INPS’s codes, the day', () => {
    asked.length = 0;
    completezzaOf(translator, 'LOC:E388', voci('SAD'), '2026-03-01');
    expect(asked).toEqual([{ da: 'LOC:E388', a: 'SIUSS', codice: 'SAD', giorno: '2026-03-01' }]);
  });

  it('a heading lacks nothing, unless it was mapped to what leads nowhere', () => {
    const headings = voci('NUOVO', 'ORFANO').map((voce) => ({ ...voce, padreDiAltre: true }));
    expect(
      completezzaOf(translator, 'LOC:E388', headings, '2026-03-01').incomplete.map(({ codice }) => codice),
    ).toEqual(['ORFANO']);
  });

  it('a list with nothing in it lacks nothing', () => {
    expect(completezzaOf(translator, 'LOC:E388', [], '2026-03-01')).toEqual({
      voci: 0,
      associate: 0,
      conScelta: 0,
      incomplete: [],
    });
  });
});
