import { describe, expect, it } from '@jest/globals';
import { BlindIndex } from '#libs/security';
import { IdentitaRecord } from './identita-record.js';

const withKey = (byte: number) => new IdentitaRecord(BlindIndex.fromSetting(Buffer.alloc(32, byte).toString('base64')));
const identita = withKey(1);
const chiave = {
  codiceFiscale: 'RSSMRA80A01H501U',
  codicePrestazione: 'A1.05',
  protocolloDomanda: '7',
  data: '2026-01-01',
};

describe('the identity of a record', () => {
  it('follows from ente and natural key, whatever the case of the codice fiscale', () => {
    const id = identita.recordIdOf('ente', chiave);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(identita.recordIdOf('ente', { ...chiave, codiceFiscale: chiave.codiceFiscale.toLowerCase() })).toBe(id);
  });

  it('changes with each part of the natural key, and with the ente', () => {
    const ids = [
      identita.recordIdOf('ente', chiave),
      identita.recordIdOf('altro', chiave),
      ...(['codiceFiscale', 'codicePrestazione', 'protocolloDomanda', 'data'] as const).map((field) =>
        identita.recordIdOf('ente', { ...chiave, [field]: 'altro' }),
      ),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is that of the sender’s own key where there is one', () => {
    const one = identita.recordIdOf('ente', { ...chiave, idMittente: 'K' });
    expect(identita.recordIdOf('ente', { ...chiave, data: '2027-01-01', idMittente: 'K' })).toBe(one);
  });

  it('of a person is its key, or the sender’s own, whatever else, and never that of another tracciato', () => {
    const persona = { codiceFiscale: '', codicePrestazione: '', protocolloDomanda: '', data: '', persona: 'idAnagrafico:7' };
    const ids = [
      persona,
      { ...persona, persona: 'idAnpr:7' },
      { ...persona, idMittente: 'idAnagrafico:7' },
      { ...chiave, idMittente: 'idAnagrafico:7' },
      { ...chiave, idBeneficiario: 'persona', data: '' },
    ].map((one) => identita.recordIdOf('ente', one));
    expect(new Set(ids).size).toBe(ids.length);
    expect(identita.recordIdOf('ente', { ...persona, data: '2026-01-01' })).toBe(ids[0]);
    expect(identita.recordIdOf('ente', { ...persona, persona: 'idAnpr:7', idMittente: 'idAnagrafico:7' })).toBe(ids[2]);
    expect(identita.doppioneOf('ambito', persona, '')).toBeUndefined();
  }); // prettier-ignore

  it('of a riga with a pseudonym is the pseudonym and the day, or the sender’s own key, never that of another tracciato', () => {
    const minore = {
      codiceFiscale: '',
      idBeneficiario: 'M1',
      codicePrestazione: '',
      protocolloDomanda: '',
      data: '2026-01-01',
    };
    const ids = [
      minore,
      { ...minore, idBeneficiario: 'M2' },
      { ...minore, data: '2026-02-01' },
      { ...minore, idMittente: 'K' },
      { ...chiave, idMittente: 'K' },
    ].map((one) => identita.recordIdOf('ente', one));
    expect(new Set(ids).size).toBe(ids.length);
    expect(identita.recordIdOf('ente', { ...minore, idBeneficiario: 'altro', idMittente: 'K' })).toBe(ids[3]);
  });

  it('cannot be found without the key', () => {
    expect(withKey(2).recordIdOf('ente', chiave)).not.toBe(identita.recordIdOf('ente', chiave));
  });
});
