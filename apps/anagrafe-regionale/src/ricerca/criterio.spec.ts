import { describe, expect, it } from '@jest/globals';
import { chiaveNome } from './chiave-nome.js';
import { type CampiRicerca, isCerto, parseCriterio } from './criterio.js';

const CODICE = 'RSSMRK66C14H501U';
const nascita = { cognome: 'Rossi', data_nascita: '1966-03-14' };
const residenza = { cognome: 'Rossi', anno_nascita: 1966, comune_residenza: '042022' };

describe('a search', () => {
  it('is by code, by name with the day of birth, or by name with the year and the comune', () => {
    expect(parseCriterio({ codice_fiscale: CODICE })).toMatchObject({
      per: 'codice',
      identificativo: { codice: CODICE },
    });
    expect(parseCriterio({ ...nascita, nome: 'Mir*' })).toEqual({
      per: 'nascita',
      cognome: { testo: 'Rossi', chiave: 'ROSSI', inizio: false },
      nome: { testo: 'Mir*', chiave: 'MIR', inizio: true },
      dataNascita: '1966-03-14',
    });
    expect(parseCriterio(residenza)).toMatchObject({ per: 'residenza', annoNascita: 1966, comune: '042022' });
  });

  it.each<[string, CampiRicerca]>([
    ['a surname alone', { cognome: 'Rossi' }],
    ['a surname and a given name', { cognome: 'Rossi', nome: 'Mirko' }],
    ['a surname and a year', { cognome: 'Rossi', anno_nascita: 1966 }],
    ['a surname and a comune', { cognome: 'Rossi', comune_residenza: '042022' }],
    ['a day of birth alone', { data_nascita: '1966-03-14' }],
    ['a given name and a day of birth', { nome: 'Mirko', data_nascita: '1966-03-14' }],
    ['a code and a name', { codice_fiscale: CODICE, cognome: 'Rossi' }],
    ['the day and the year of birth', { ...nascita, anno_nascita: 1966 }],
    ['two letters and an asterisk', { ...nascita, cognome: 'Ro*' }],
    ['three signs and an asterisk', { ...nascita, cognome: "''r*" }],
    ['a given name of two letters and an asterisk', { ...nascita, nome: 'Mi*' }],
    ['an asterisk', { ...nascita, cognome: '*' }],
    ['a name without a Latin letter', { ...nascita, cognome: '李' }],
    ['a day that is none', { ...nascita, data_nascita: '1966-02-30' }],
    ['a year that is a text', { ...residenza, anno_nascita: '1966' }],
    ['a year that is none', { ...residenza, anno_nascita: 66 }],
    ['a comune by name', { ...residenza, comune_residenza: 'Loreto' }],
    ['a name that is a list', { ...nascita, cognome: ['Rossi'] }],
    ['a name without end', { ...nascita, cognome: 'R'.repeat(101) }],
  ])('by %s is none', (_quale, campi) => {
    expect(parseCriterio(campi)).toBe('criteri_non_validi');
  });

  it.each([{}, { codice_fiscale: 'RSSMRK66C14H501X' }, { codice_fiscale: 7 }, { codice_fiscale: 'R'.repeat(101) }])(
    'by no code at all is told so (%j)',
    (campi) => {
      expect(parseCriterio(campi)).toBe('codice_non_valido');
    },
  );

  it.each<[CampiRicerca, boolean]>([
    [{ codice_fiscale: CODICE }, true],
    [{ ...nascita, nome: 'Mirko' }, true],
    [nascita, false],
    [{ ...nascita, nome: 'Mir*' }, false],
    [{ ...nascita, cognome: 'Ros*', nome: 'Mirko' }, false],
    [{ ...residenza, nome: 'Mirko' }, false],
  ])('by %j means one person: %s', (campi, certo) => {
    const criterio = parseCriterio(campi);
    expect(typeof criterio === 'string' ? criterio : isCerto(criterio)).toBe(certo);
  });
});

describe('the key of a name', () => {
  it.each([
    ['D’Àngelo', 'DANGELO'],
    ["dell'Ò", 'DELLO'],
    ['De  Luca-Rossi', 'DELUCAROSSI'],
    ['Özgür', 'OZGUR'],
    ['Groß', 'GROSS'],
    ['Łukasz Żółć', 'LUKASZZOLC'],
    ['Þór Ærø', 'THORAERO'],
    ['Александр', ''],
    ['', ''],
  ])('of %s is %s', (nome, chiave) => {
    expect(chiaveNome(nome)).toBe(chiave);
    expect(chiaveNome(nome.normalize('NFD'))).toBe(chiave);
  });
});
