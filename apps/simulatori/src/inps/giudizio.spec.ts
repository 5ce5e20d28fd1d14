import { describe, expect, it } from '@jest/globals';
import { type Lettura, judge, readFlusso, withGenericErrors } from './giudizio.js';
import { documentoSinba } from './prova/documento-sinba.js';
import { type Diverso, type Nodo, documento, nodo, prestazioneSociale, render } from './prova/documenti.js';

const ID = 'A271.PS.20260105.0000001';
const flusso = (xml: string | Nodo, id = ID) => ({
  id,
  tipo: 'PS_PSA_SINA' as const,
  ts: '2026-01-05T10:00:00.000Z',
  millisecondi: 1,
  contenuto: Buffer.from(typeof xml === 'string' ? xml : render(xml)),
});
const read = (diverso: Diverso = {}) => readFlusso(flusso(documento(diverso)));
const never = () => false;

describe('INPS and the document of a flusso', () => {
  it('takes one beneficiario with one prestazione, also with SINA', () => {
    expect(read()).toMatchObject({ codice: 'OK', operazione: 'I', strutturaAmmessa: true });
    expect(read({ conSina: true })).toMatchObject({ codice: 'OK', operazione: 'I' });
  });

  it('takes a missing TipoOperazione for an insertion', () => {
    const root = documento();
    delete (root.figli[1] as Nodo & { figli: Nodo[] }).figli[2]!.attributi['TipoOperazione'];
    expect(readFlusso(flusso(root))).toMatchObject({ codice: 'OK', operazione: 'I' });
  });

  it('refuses two beneficiari and two prestazioni, which the schema takes', () => {
    const two = documento();
    two.figli.push(structuredClone(two.figli[1]!));
    expect(readFlusso(flusso(two))).toMatchObject({ codice: 'RICHIESTA_INVALIDA', strutturaAmmessa: true });
    const prestazioni = documento();
    (prestazioni.figli[1] as Nodo).figli.push(prestazioneSociale());
    expect(readFlusso(flusso(prestazioni))).toMatchObject({ codice: 'RICHIESTA_INVALIDA', strutturaAmmessa: true });
  });

  it('refuses what the schema refuses, and says where without repeating the value', () => {
    const { codice, descrizione } = read({ codiceFiscale: 'RSSMRKSSC14H501U' });
    expect(codice).toBe('RICHIESTA_INVALIDA');
    expect(descrizione).toBe('Flusso/Beneficiario: valore di CodiceFiscale non ammesso');
  });

  it.each<[string, Nodo, string]>([
    ['another root', nodo('Altro', { xmlns: 'http://inps.it/Casellario' }), 'l’elemento radice non è Flusso'],
    ['another namespace', { ...documento(), attributi: { xmlns: 'urn:altro' } }, 'spazio dei nomi'],
    ['nothing inside', { ...documento(), figli: [] }, 'manca IdentificazioneFlusso'],
    ['elements out of order', { ...documento(), figli: documento().figli.toReversed() }, 'fuori posto'],
    [
      'an element it does not know',
      { ...documento(), figli: [...documento().figli, nodo('Altro')] },
      'Altro fuori posto',
    ],
    ['text between elements', { ...documento(), figli: [...documento().figli, 'x'] }, 'testo non previsto'],
  ])('refuses %s', (_, root, reason) => {
    const { codice, descrizione, strutturaAmmessa } = readFlusso(flusso(root));
    expect({ codice, strutturaAmmessa }).toEqual({ codice: 'RICHIESTA_INVALIDA', strutturaAmmessa: false });
    expect(descrizione).toContain(reason);
  });

  it('names five faults at most', () => {
    const empty = documento({ prestazione: { PresaCarico: '9', AreaUtenza: '9', CodicePrestazione: 'x' } });
    empty.figli[0] = nodo('IdentificazioneFlusso', {}, [nodo('Ente')]);
    expect(readFlusso(flusso(empty)).descrizione!.split('; ')).toHaveLength(5);
  });

  it('refuses what is no XML, as no document at all', () => {
    for (const xml of ['', 'ciao', '<Flusso>', `<!DOCTYPE Flusso>${render(documento())}`]) {
      const lettura = readFlusso(flusso(xml));
      expect(lettura).toMatchObject({ codice: 'RICHIESTA_INVALIDA' });
      expect(lettura.strutturaAmmessa).toBeUndefined();
    }
  });

  it('wants the same name in the document and in the interface', () => {
    expect(read({ nome: 'A271.PS.20260105.0000002' })).toMatchObject({
      codice: 'RICHIESTA_INVALIDA',
      descrizione: 'IdentificazioneFlusso/@Nome diverso da id_flusso',
    });
  });

  it.each([
    ['8 digits in the progressive', 'A271.PS.20260105.00000001'],
    ['6 digits', 'A271.PS.20260105.000001'],
    ['the name of another type', 'A271.SINBA.20260105.0000001'],
    ['the old name of the type', 'A271.PSA.20260105.0000001'],
    ['an ente of 6 signs', 'A27111.PS.20260105.0000001'],
    ['no ente', '.PS.20260105.0000001'],
    ['a day that does not exist', 'A271.PS.20260230.0000001'],
    ['month 13', 'A271.PS.20261301.0000001'],
    ['something after it', 'A271.PS.20260105.0000001.1'],
  ])('refuses an id_flusso with %s', (_, id) => {
    const { codice, descrizione } = readFlusso(flusso(documento({ nome: id }), id));
    expect(codice).toBe('RICHIESTA_INVALIDA');
    expect(descrizione).toContain('EEEEE.TIPO.AAAAMMGG.NNNNNNN');
  });

  it('takes an ente code of INPS’s own access system', () => {
    expect(
      readFlusso(flusso(documento({ nome: '00A1b.PS.20240229.9999999' }), '00A1b.PS.20240229.9999999')).codice,
    ).toBe('OK');
  });
});

describe('INPS and a document of SINBA', () => {
  const ID_SINBA = 'A271.SINBA.20260105.0000001';
  const readSinba = (root: Nodo, id = ID_SINBA) => readFlusso({ ...flusso(root, id), tipo: 'SINBA' });

  it('takes one minor with one prestazione, and again: there is no other way to correct it', () => {
    const lettura = readSinba(documentoSinba());
    expect(lettura).toEqual({ codice: 'OK', operazione: 'I', strutturaAmmessa: true });
    expect(judge(lettura, () => true).codice).toBe('OK');
  });

  it('refuses two minors and two prestazioni, which the schema takes', () => {
    const two = documentoSinba();
    two.figli.push(structuredClone(two.figli[1]!));
    for (const root of [two, documentoSinba({ codici: ['A2.24', 'A1.14'] })]) {
      expect(readSinba(root)).toMatchObject({ codice: 'RICHIESTA_INVALIDA', strutturaAmmessa: true });
    }
  });

  it.each<[string, Nodo]>([
    ['another schema', documento()],
    ['a month that is none', documentoSinba({ minore: { DataPrimaSegnalazione: '2025-03' } })],
    ['nobody to be named', documentoSinba({ minore: { IDBeneficiario: '' } })],
    ['an operation, of which it has none', documentoSinba({ minore: { TipoOperazione: 'C' } })],
  ])('refuses %s', (_, root) => {
    expect(readSinba(root)).toMatchObject({ codice: 'RICHIESTA_INVALIDA', strutturaAmmessa: false });
  });

  it('wants an id of its own type, also as the name', () => {
    const id = 'A271.PS.20260105.0000001';
    expect(readSinba(documentoSinba({ nome: id }), id)).toMatchObject({ codice: 'RICHIESTA_INVALIDA' });
    expect(readSinba(documentoSinba({ nome: id }))).toMatchObject({ codice: 'RICHIESTA_INVALIDA' });
  });
});

describe('INPS and what it already holds', () => {
  const inserted = read();
  const cancelled = read({ prestazione: { TipoOperazione: 'C' } });

  it('takes an insertion that is new and a cancellation of one that is there', () => {
    expect(judge(inserted, never).codice).toBe('OK');
    expect(cancelled.chiave).toBe(inserted.chiave);
    expect(judge(cancelled, (chiave) => chiave === inserted.chiave)).toMatchObject({ codice: 'OK', operazione: 'C' });
  });

  it('finds nothing to cancel', () => {
    expect(judge(cancelled, never)).toMatchObject({ codice: 'DATI_NON_TROVATI' });
  });

  it('does not insert twice', () => {
    expect(judge(inserted, () => true)).toMatchObject({ codice: 'DATI_NON_TROVATI' });
  });

  it.each<[string, Diverso]>([
    ['the beneficiario', { codiceFiscale: 'RSSMRK66C14H501U' }],
    ['CodicePrestazione', { prestazione: { CodicePrestazione: 'A1.06' } }],
    ['ProtocolloDomanda', { prestazione: { ProtocolloDomanda: 'P-2' } }],
    ['DataErogazionePrestazione', { prestazione: { DataErogazionePrestazione: '2025-11-04' } }],
    ['DataInizioPrestazione', { prestazione: { DataInizioPrestazione: '2025-01-01' } }],
    ['DataFinePrestazione', { prestazione: { DataFinePrestazione: '2025-12-31' } }],
    ['DataEvento', { prestazione: { DataEvento: '2025-01-01' } }],
    ['ImportoPrestazione', { prestazione: { ImportoPrestazione: '120.5' } }],
    ['ImportoMensile', { prestazione: { ImportoMensile: '10.00' } }],
  ])('tells apart two prestazioni by %s', (_, diverso) => {
    expect(read(diverso).chiave).not.toBe(inserted.chiave);
  });

  it('does not tell them apart by what describes them', () => {
    expect(read({ prestazione: { PresenzaProvaMezzi: '2', AreaUtenza: '3' } }).chiave).toBe(inserted.chiave);
  });

  it('has no key that shows whose it is', () => {
    expect(inserted.chiave).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not look at what is there for a document it refused', () => {
    const refused = read({ nome: 'altro' });
    expect(judge(refused, () => true)).toEqual({ codice: 'RICHIESTA_INVALIDA', descrizione: refused.descrizione });
  });
});

describe('errors of INPS itself', () => {
  const ok: Lettura = { codice: 'OK', operazione: 'I', chiave: 'k' };
  const share = (percento: number, seme: string) =>
    Array.from({ length: 1000 }, (_, at) => withGenericErrors(ok, `A271.PS.20260105.${at}`, { percento, seme }).codice);

  it('strike the share asked for', () => {
    expect(new Set(share(0, 'x'))).toEqual(new Set(['OK']));
    expect(new Set(share(100, 'x'))).toEqual(new Set(['ERRORE_GENERICO']));
    const struck = share(20, 'x').filter((codice) => codice === 'ERRORE_GENERICO').length;
    expect(struck).toBeGreaterThan(120);
    expect(struck).toBeLessThan(280);
  });

  it('strike the same flussi for the same seed, others for another', () => {
    expect(share(20, 'x')).toEqual(share(20, 'x'));
    expect(share(20, 'x')).not.toEqual(share(20, 'y'));
  });

  it('are no insertion', () => {
    expect(judge(withGenericErrors(ok, 'id', { percento: 100, seme: '' }), never).codice).toBe('ERRORE_GENERICO');
  });
});
