import { describe, expect, it } from '@jest/globals';
import { REGOLE, TRACCIATI, findTracciato, nomeTracciato, vaAInps, verificheConStatoDi } from '#libs/tracciati';

describe('the catalogue of tracciati', () => {
  it.each(TRACCIATI.map((tracciato) => [nomeTracciato(tracciato), tracciato] as const))(
    'finds %s by its whole name, and the newest version of its code by the code alone',
    (nome, tracciato) => {
      expect(findTracciato(nome)).toBe(tracciato);
      const newest = TRACCIATI.filter(({ codice }) => codice === tracciato.codice).at(-1);
      expect(findTracciato(tracciato.codice)).toBe(newest);
      expect(nome).toMatch(/^[A-Z_]+@[0-9.]+$/);
    },
  );

  it('knows of which nothing goes to INPS', () => {
    const names = ['ANAGRAFE', 'ANAGRAFE@1.0', 'PS_PSA_SINA@201812', 'SINBA', 'NUOVO@9'];
    expect(names.map(vaAInps)).toEqual([false, false, true, true, true]);
  });

  it('lists of a tracciato the checks of the hub that its documents meet', () => {
    const codesOf = (nome: string) => verificheConStatoDi(findTracciato(nome)!).map(({ codice }) => codice);
    expect(codesOf('ANAGRAFE')).toEqual(['ST-01', 'ST-02', 'ST-03']);
    expect(codesOf('SINBA')).toEqual(codesOf('PS_PSA_SINA'));
    expect(codesOf('SINBA')).toContain('ST-07');
  });

  it('has no two tracciati of one name, and their versions in order', () => {
    const names = TRACCIATI.map(nomeTracciato);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(names.toSorted());
  });

  it.each(['', 'SCONOSCIUTO', 'PS_PSA_SINA@', 'PS_PSA_SINA@999999', 'ps_psa_sina', 'PS_PSA_SINA@201812@1'])(
    'finds nothing for %j',
    (nome) => {
      expect(findTracciato(nome)).toBeUndefined();
    },
  );

  it('says of every rule, once, what is wrong, how to mend it, and who says so', () => {
    const codes = [...REGOLE, ...verificheConStatoDi(findTracciato('PS_PSA_SINA')!)].map(({ codice }) => codice);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { codice, messaggio, rimedio, fonte, gravita, colpa } of REGOLE) {
      expect([codice, messaggio.length > 10, rimedio.length > 3, fonte.length > 3]).toEqual([codice, true, true, true]);
      expect(['errore', 'avviso']).toContain(gravita);
      expect(['mittente', 'hub']).toContain(colpa);
    }
  });
});
