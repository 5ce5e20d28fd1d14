import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Contenuto, findTracciato, flussiOf } from '#libs/tracciati';
import { contenutoAccettato } from '../../../../libs/tracciati/src/prova/contenuti.js';
import { CONTESTO_DI_PROVA } from '../../../../libs/tracciati/src/prova/contesto.js';
import { CONTESTO_FLUSSI } from '../../../../libs/tracciati/src/prova/flussi.js';
import { CONTENUTO } from '../prova/righe-di-prova.js';
import { DocumentoNonValido, perOperazione, scriviAnnullamento, scriviDocumento } from './documento.js';

const TRACCIATO = findTracciato('PS_PSA_SINA')!;
const TESTATA = {
  nomeFlusso: 'H211.PS.20260310.0000001',
  enteCodice: 'H211',
  enteDenominazione: 'Comune di Recanati',
  enteIndirizzo: 'H211',
  codiceFiscaleOperatore: 'RSSMRK66C14H501U',
};
const NUOVO = 'H211.PS.20260311.0000002';
const write = (contenuto: Contenuto): Buffer => scriviDocumento(TRACCIATO, TESTATA, contenuto);
const cancel = (published: Uint8Array, nome = NUOVO): Buffer =>
  scriviAnnullamento(TRACCIATO, published, nome, CONTESTO_DI_PROVA);
const flusso = fc.tuple(contenutoAccettato, fc.nat(9)).map(([contenuto, at]) => {
  const flussi = flussiOf(TRACCIATO, perOperazione(TRACCIATO, 'I', contenuto), CONTESTO_FLUSSI);
  return flussi[at % flussi.length]!;
});

describe('the document that takes back another one', () => {
  it('differs from it in its name and its operation, and in nothing else', () => {
    fc.assert(
      fc.property(flusso, (contenuto) => {
        const published = write(contenuto);
        const expected = published
          .toString()
          .replace(`Nome="${TESTATA.nomeFlusso}"`, `Nome="${NUOVO}"`)
          .replace('TipoOperazione="I"', 'TipoOperazione="C"');
        expect(cancel(published).toString()).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('comes out the same however often it is made', () => {
    const published = write(CONTENUTO);
    expect(cancel(published)).toEqual(cancel(published));
  });

  it('made of a cancellation is one still', () => {
    const again = cancel(cancel(write(CONTENUTO)), 'H211.PS.20260312.0000003').toString();
    expect(again).toContain('TipoOperazione="C"');
    expect(again).toContain('Nome="H211.PS.20260312.0000003"');
  });

  it.each([
    ['bytes that are no document', 'non è xml'],
    ['a document without a riga', '<Flusso xmlns="http://inps.it/Casellario"/>'],
    ['half a document', write(CONTENUTO).toString().slice(0, 300)],
  ])('is not made of %s', (_, bytes) => {
    expect(() => cancel(Buffer.from(bytes))).toThrow(DocumentoNonValido);
  });
});

describe('a document for INPS', () => {
  it.each([
    ['a code that INPS’s pattern does not take', { codiceFiscale: 'STP1234567890123' }],
    ['a name that is too long', { cognome: 'X'.repeat(37) }],
    ['no name', { cognome: '' }],
    ['no address', { indirizzi: [] }],
    ['six addresses', { indirizzi: Array.from({ length: 6 }, () => CONTENUTO.indirizzi[0]) }],
    ['a code outside its list', { presenzaProvaMezzi: '9' }],
    ['a day that does not exist', { dataInizioPrestazione: '2026-02-30' }],
    ['thirteen months', { periodoErogazione: 13 }],
  ])('is never written with %s', (_, wrong) => {
    expect(() => write({ ...CONTENUTO, ...wrong })).toThrow(DocumentoNonValido);
  });

  it('is never written with a name INPS’s schema does not take', () => {
    const testata = { ...TESTATA, nomeFlusso: 'X'.repeat(51) };
    expect(() => scriviDocumento(TRACCIATO, testata, CONTENUTO)).toThrow(DocumentoNonValido);
  });

  it('says insertion of what was a cancellation before, and the other way round', () => {
    const before = { ...CONTENUTO, tipoOperazione: 'C' };
    expect(write(perOperazione(TRACCIATO, 'I', before)).toString()).toContain('TipoOperazione="I"');
    expect(write(perOperazione(TRACCIATO, 'C', CONTENUTO)).toString()).toContain('TipoOperazione="C"');
  });
});
