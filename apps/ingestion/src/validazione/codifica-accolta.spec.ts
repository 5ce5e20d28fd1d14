import { describe, expect, it } from '@jest/globals';
import type { Codifica, RigaLetta } from '#libs/tracciati';
import { codificaAccolta, isMancante, isTradotta } from './codifica-accolta.js';

const CON = { nomenclatura: 'SIUSS@1.0', oggi: '2026-11-21' };
const riga = (
  codicePrestazione: string,
  codifica: Codifica,
  data = '2026-03-02',
): Pick<RigaLetta, 'codifica' | 'chiave'> => ({
  codifica,
  chiave: { codiceFiscale: '', codicePrestazione, protocolloDomanda: '', data },
});
const tradotta = (codice: string, ...versioni: string[]): Codifica => ({ esito: 'tradotta', codice, versioni });
const IN_ATTESA: Codifica = { esito: 'in_attesa', sistema: 'LOC:H211', codice: 'SAD' };

describe('How the code of an accepted riga was read', () => {
  it('goes without saying of INPS’s own code in the version of the invio', () => {
    expect(codificaAccolta(riga('A1.04', tradotta('A1.04', 'SIUSS@1.0')), CON, false)).toBeUndefined();
    expect(codificaAccolta(riga('A1.04', tradotta('A1.04', 'SIUSS@1.0')), CON, true)).toBeUndefined();
  });

  it.each([
    ['another version', riga('A1.04', tradotta('A1.04', 'SIUSS@0.9'))],
    ['another code', riga('SAD', tradotta('A2.07', 'LOC:H211@1', 'SIUSS@1.0'))],
    ['the same text in a list of its own', riga('A1.04', tradotta('A1.04', 'LOC:H211@1', 'SIUSS@1.0'))],
  ])('is said of %s', (_, read) => {
    const { codifica, chiave } = read as { codifica: Extract<Codifica, { esito: 'tradotta' }>; chiave: RigaLetta['chiave'] };
    const accolta = codificaAccolta(read, CON, false);
    expect(accolta).toEqual({ ricevuto: chiave.codicePrestazione, inps: codifica.codice, versioni: codifica.versioni });
    expect([isTradotta(accolta), isMancante(accolta)]).toEqual([true, false]);
  });

  it('waits for its day where it leads nowhere; for today where the riga has none', () => {
    const accolta = codificaAccolta(riga('SAD', IN_ATTESA), CON, false);
    expect(accolta).toEqual({ ricevuto: 'SAD', giorno: '2026-03-02' });
    expect([isTradotta(accolta), isMancante(accolta)]).toEqual([false, true]);
    expect(codificaAccolta(riga('SAD', IN_ATTESA, ''), CON, false)).toEqual({ ricevuto: 'SAD', giorno: '2026-11-21' });
  });

  it.each<Codifica>([IN_ATTESA, { esito: 'sconosciuta' }, { esito: 'scelta', mancante: true, alternative: ['A1.04'] }])(
    'never waits when what it made is taken back: %j',
    (codifica) => {
      expect(codificaAccolta(riga('SAD', codifica), CON, true)).toEqual({ ricevuto: 'SAD', inps: '', versioni: [] });
    },
  );

  it('never is told as it stands when nobody knows it, though a rule failed to refuse it', () => {
    expect(isMancante(codificaAccolta(riga('SAD', { esito: 'sconosciuta' }), CON, false))).toBe(true);
  });
}); // prettier-ignore
