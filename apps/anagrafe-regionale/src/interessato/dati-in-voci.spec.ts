import { expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import type { DatiPersona } from '../persona/dati-persona.js';
import { datiInVoci } from './dati-in-voci.js';

const lei: DatiPersona = { codici: [], cognome: 'ESEMPIO', nome: 'ANNA', cittadinanze: ['380', '250'] };
const voci = (altro: Partial<DatiPersona>) => datiInVoci({ ...lei, ...altro });

it('what is said of a person is told in words, each once, and what nobody says is left out', () => {
  expect(voci({ annoNascita: 1948, statoCivile: { codice: '3', dal: '2019-11-02' as LegalDay } })).toEqual([
    { dato: 'cognome', valore: 'ESEMPIO' },
    { dato: 'nome', valore: 'ANNA' },
    { dato: 'anno di nascita', valore: '1948' },
    { dato: 'cittadinanze (codice ISO)', valore: '380, 250' },
    { dato: 'stato civile (codice ANPR)', valore: 'Vedovo/a (3) dal 2019-11-02' },
  ]);
  expect(voci({ statoCivile: { codice: '2' } }).at(-1)).toEqual({
    dato: 'stato civile (codice ANPR)',
    valore: 'Coniugato/a (2)',
  });
  expect(voci({}).map(({ dato }) => dato)).not.toContain('stato civile (codice ANPR)');
});
