import { describe, expect, it } from '@jest/globals';
import { REGOLE } from '#libs/tracciati';
import { REGOLE_CON_STATO } from './regole-con-stato.js';
import { testiDi, testiPer } from './testi-regola.js';

const CODICI = [...REGOLE.map(({ codice }) => codice), ...Object.values(REGOLE_CON_STATO).map(({ regola }) => regola)];
const CON_IMPORTO = REGOLE.flatMap(({ codice, messaggio, rimedio }) =>
  `${messaggio} ${rimedio}`.includes('ImportoMensile') ? [codice] : [],
);

describe('what a rule says of itself', () => {
  it('is texts alone, never a gravita that would take the place of a rilievo’s own', () => {
    for (const codice of CODICI) {
      const testi = testiDi(codice);
      expect(Object.keys(testi).toSorted()).toEqual(['colpa', 'fonte', 'messaggio', 'rimedio']);
      expect(testi.messaggio).not.toBe('');
    }
  });

  it.each([
    ['xml', 'ImportoMensile'],
    [null, 'ImportoMensile'],
    ['csv', 'importo_mensile'],
    ['xlsx', 'importo_mensile'],
    ['json', 'importo_mensile'],
    ['ndjson', 'importo_mensile'],
  ])('names things as a document in %s does: %s', (formato, nome) => {
    const testi = CON_IMPORTO.map((codice) => testiPer(codice, { formato, tracciato: 'PS_PSA_SINA@201812' }));
    expect(testi.length).toBeGreaterThan(0);
    for (const { messaggio, rimedio } of testi) expect(`${messaggio} ${rimedio}`).toContain(nome);
  });

  it('names things as the rule does where the tracciato is no longer known', () => {
    expect(testiPer('PS-22', { formato: 'csv', tracciato: 'ALTRO@1' })).toEqual(testiDi('PS-22'));
  });

  it('is empty of a rule that a later release no longer has', () => {
    expect(testiDi('ZZ-99')).toEqual({ messaggio: '', rimedio: '', fonte: '', colpa: 'mittente' });
  });
});
