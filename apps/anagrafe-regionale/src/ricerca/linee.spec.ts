import { describe, expect, it } from '@jest/globals';
import { tizio } from '../prova/righe-di-prova.js';
import { type CampiRicerca, parseCriterio } from './criterio.js';
import { lineeOf } from './linee.js';

const lineeDi = (campi: CampiRicerca): string[] => {
  const criterio = parseCriterio(campi);
  if (typeof criterio === 'string') throw new Error(criterio);
  return lineeOf(criterio).map(({ linea }) => linea);
};

describe('who goes through the registry follows a line', () => {
  it.each<[string, CampiRicerca, CampiRicerca]>([
    [
      'the days of a surname',
      { cognome: 'ROSSI', data_nascita: '1966-03-14' },
      { cognome: 'Rossi', data_nascita: '1966-03-15' },
    ],
    [
      'the surnames of a day',
      { cognome: 'ROSSI', data_nascita: '1966-03-14' },
      { cognome: 'BIA*', data_nascita: '1966-03-14' },
    ],
    [
      'the years of a surname in a comune',
      { cognome: 'ROSSI', anno_nascita: 1966, comune_residenza: '042022' },
      { cognome: 'ROSSI', anno_nascita: 1967, comune_residenza: '042022' },
    ],
    [
      'the surnames of a year in a comune',
      { cognome: 'ROSSI', anno_nascita: 1966, comune_residenza: '042022' },
      { cognome: 'BIANCHI', anno_nascita: 1966, comune_residenza: '042022' },
    ],
    [
      'the birthdays of a name in codes',
      { codice_fiscale: tizio().codice },
      { codice_fiscale: tizio({ nato: '1966-03-15' }).codice },
    ],
    [
      'the names of a birthday in codes',
      { codice_fiscale: tizio().codice },
      { codice_fiscale: tizio({ nome: 'GIANNI' }).codice },
    ],
    ['numbers that follow one another', { codice_fiscale: '12345678903' }, { codice_fiscale: '12345698901' }],
    [
      'STP codes that follow one another',
      { codice_fiscale: 'STP1100010000017' },
      { codice_fiscale: 'STP1100010000018' },
    ],
  ])('%s', (_quale, una, altra) => {
    const shared = lineeDi(una).filter((linea) => lineeDi(altra).includes(linea));
    expect(shared).toHaveLength(1);
  });

  it('and two unrelated searches share none', () => {
    const una = lineeDi({ codice_fiscale: tizio().codice });
    expect(
      lineeDi({ codice_fiscale: tizio({ cognome: 'VERDI', nato: '1971-01-01' }).codice }).filter((linea) =>
        una.includes(linea),
      ),
    ).toEqual([]);
  });
});
