import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { normalizzaEsito } from './esito-normalizzato.js';

const OK = {
  id_flusso: 'H501.PS.20210520.0000002',
  ts_flusso: '2023-11-27T11:04:56.852Z',
  ts_acquisizione: '2023-11-27T11:04:56.852Z',
  tipo: 'PS_PSA_SINA',
  codice_esito: 'OK',
  id_acquisizione_siuss: '22738',
};

describe('an outcome as INPS tells it', () => {
  it('is read as its document writes it', () => {
    expect(normalizzaEsito(OK)).toEqual({
      idFlusso: 'H501.PS.20210520.0000002',
      codice: 'OK',
      accolto: true,
      descrizione: null,
      idAcquisizione: '22738',
      acquisitoIl: new Date('2023-11-27T11:04:56.852Z'),
      impronta: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is read as its PDF writes it: codice_siuss, and fields nobody documented', () => {
    const { id_flusso: codice_siuss, ...rest } = OK;
    const told = { ...rest, codice_siuss, codice_ente: 'H501', denominazione_ente: 'Comune di Roma' };
    expect(normalizzaEsito(told)).toEqual(normalizzaEsito(OK));
  });

  it.each(['RICHIESTA_INVALIDA', 'DATI_NON_TROVATI', 'ERRORE_GENERICO', 'UN_CODICE_NUOVO'])('%s refuses', (codice) => {
    expect(normalizzaEsito({ ...OK, codice_esito: codice })).toMatchObject({ codice, accolto: false });
  });

  it('told twice has the same digest, told differently another', () => {
    const { impronta } = normalizzaEsito(OK);
    expect(normalizzaEsito({ ...OK, ts_acquisizione: '2024-01-01T00:00:00Z' }).impronta).toBe(impronta);
    expect(normalizzaEsito({ ...OK, codice_esito: 'ERRORE_GENERICO' }).impronta).not.toBe(impronta);
    expect(normalizzaEsito({ ...OK, descrizione_esito: 'x' }).impronta).not.toBe(impronta);
  });

  it.each([null, undefined, 7, 'x', [], {}, { id_flusso: {} }, { id_flusso: '' }])(
    'of nothing legible (%p) is kept as such',
    (told) => {
      expect(normalizzaEsito(told)).toMatchObject({ idFlusso: '', codice: '' });
    },
  );

  it('takes an id of acquisition and an instant as numbers too', () => {
    const told = { ...OK, id_acquisizione_siuss: 22738, ts_acquisizione: 1_701_083_096_852 };
    expect(normalizzaEsito(told)).toEqual(normalizzaEsito(OK));
  });

  it.each(['ieri', '', 12, '0001-01-01', '9999-12-31T00:00:00Z'])(
    'with an instant that cannot be (%p) has none',
    (ts_acquisizione) => {
      expect(normalizzaEsito({ ...OK, ts_acquisizione }).acquisitoIl).toBeNull();
    },
  );

  it('of any JSON whatever is read without failing, and fits its place', () => {
    const unit = fc.constantFrom('a', 'ß', 'ﬃ', '\0', '\ud800', '\udc00', '😀', ' ');
    fc.assert(
      fc.property(fc.anything(), fc.string({ unit }), fc.string({ unit, maxLength: 500 }), (odd, text, long) => {
        for (const told of [odd, { ...OK, id_flusso: text, codice_esito: long, descrizione_esito: text + '\0' }]) {
          const { idFlusso, codice, descrizione } = normalizzaEsito(told);
          expect(idFlusso.length).toBeLessThanOrEqual(200);
          expect(codice.length).toBeLessThanOrEqual(64);
          expect(`${idFlusso} ${codice} ${descrizione ?? ''}`).not.toMatch(/\0|\p{Surrogate}/u);
        }
      }),
      { examples: [[undefined, '', 'ß'.repeat(64)]] },
    );
  });
});
