import { expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import { tizio } from '../prova/righe-di-prova.js';
import { codice, schedaDi } from '../prova/schede-di-prova.js';
import { datiMigliori } from './dati-migliori.js';
import { gruppiVariati } from './gruppi-variati.js';

const sposato = { codice: '2', dal: '1995-06-10' as LegalDay };
const prima = datiMigliori([schedaDi(tizio(), 'a', { dati: { statoCivile: sposato } })]);
const detti = prima.dati.codici;
const dopo = (dati: Parameters<typeof schedaDi>[2]) =>
  datiMigliori([schedaDi(tizio(), 'b', { dati: { statoCivile: sposato, ...dati?.dati } })]);

it.each([
  ['nothing', {}, []],
  ['the surname', { cognome: 'VERDI' }, ['identita']],
  ['a code', { codici: [codice('stp', 'STP1100010000017')] }, ['identificativi']],
  ['the number of some archive', { codici: [...detti, codice('locale:e0000000', 'AN-77')] }, []],
  ['the comune', { comuneResidenza: '042002' }, ['residenza']],
  ['life', { vita: 'deceduta', dataDecesso: '2026-02-03' as LegalDay }, ['vita']],
  ['marital status', { statoCivile: { codice: '3', dal: sposato.dal } }, ['stato_civile']],
  ['the day of a marriage', { statoCivile: { codice: '2' } }, ['stato_civile']],
  ['marital status that nobody says any more', { statoCivile: undefined }, ['stato_civile']],
  ['citizenship, and more', { cittadinanze: ['250'], nome: 'ALTRO' }, ['identita', 'cittadinanza']],
  ['the order of citizenships', { cittadinanze: ['380'] }, []],
] as const)('of %s it is told what kind of thing changed', (_what, dati, gruppi) => {
  expect(gruppiVariati(prima, dopo({ dati }))).toEqual(gruppi);
});
