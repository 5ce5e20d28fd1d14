import { expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import { tizio } from '../prova/righe-di-prova.js';
import { codice, schedaDi } from '../prova/schede-di-prova.js';
import { datiMigliori } from './dati-migliori.js';
import { gruppiVariati } from './gruppi-variati.js';

const prima = datiMigliori([schedaDi(tizio(), 'a')]);
const detti = prima.dati.codici;
const dopo = (dati: Parameters<typeof schedaDi>[2]) => datiMigliori([schedaDi(tizio(), 'b', dati)]);

it.each([
  ['nothing', {}, []],
  ['the surname', { cognome: 'VERDI' }, ['identita']],
  ['a code', { codici: [codice('stp', 'STP1100010000017')] }, ['identificativi']],
  ['the number of some archive', { codici: [...detti, codice('locale:e0000000', 'AN-77')] }, []],
  ['the comune', { comuneResidenza: '042002' }, ['residenza']],
  ['life', { vita: 'deceduta', dataDecesso: '2026-02-03' as LegalDay }, ['vita']],
  ['citizenship, and more', { cittadinanze: ['250'], nome: 'ALTRO' }, ['identita', 'cittadinanza']],
  ['the order of citizenships', { cittadinanze: ['380'] }, []],
] as const)('of %s it is told what kind of thing changed', (_what, dati, gruppi) => {
  expect(gruppiVariati(prima, dopo({ dati }))).toEqual(gruppi);
});
