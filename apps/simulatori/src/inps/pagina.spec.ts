import { describe, expect, it } from '@jest/globals';
import { RispostaInservibile, readPagina } from './pagina.js';

const DOMANDA = { ente: 'A271', since: 1000, limit: 10 };
const ISTANTE = (millisecondi: number) => new Date(millisecondi).toISOString();
const voce = (changes: Record<string, unknown> = {}) => ({
  codice_ente: 'A271',
  denominazione_ente: 'Comune di Ancona',
  id_flusso: 'A271.PS.20260105.0000001',
  tipo: 'PS_PSA_SINA',
  ts_flusso: ISTANTE(2000),
  flusso: Buffer.from('<Flusso/>').toString('base64'),
  ...changes,
});
const page = (...elenco: unknown[]) => readPagina(JSON.stringify({ elenco_flussi: elenco }), DOMANDA);
const generi = (...elenco: unknown[]) => page(...elenco).problemi.map(({ genere }) => genere);

describe('a page of flussi as INPS reads it', () => {
  it('gives flussi with their bytes and instant', () => {
    const { flussi, problemi } = page(voce(), voce({ id_flusso: 'b', tipo: 'SINBA', ts_flusso: ISTANTE(2001) }));
    expect(problemi).toEqual([]);
    expect(flussi.map(({ id, tipo, millisecondi }) => [id, tipo, millisecondi])).toEqual([
      ['A271.PS.20260105.0000001', 'PS_PSA_SINA', 2000],
      ['b', 'SINBA', 2001],
    ]);
    expect(flussi[0]!.contenuto.toString()).toBe('<Flusso/>');
  });

  it('may be empty', () => {
    expect(page()).toEqual({ flussi: [], problemi: [] });
  });

  it.each([
    ['no JSON', '<html>'],
    ['an empty text', ''],
    ['null', 'null'],
    ['an array', '[]'],
    ['an empty object, which INPS’s document allows', '{}'],
    ['a member more', '{"elenco_flussi":[],"totale":0}'],
    ['no array', '{"elenco_flussi":{}}'],
    ['a flusso that is none', '{"elenco_flussi":[null]}'],
  ])('is never empty when the body is %s', (_, testo) => {
    expect(() => readPagina(testo, DOMANDA)).toThrow(RispostaInservibile);
  });

  it.each<[string, Record<string, unknown>]>([
    ['codice_ente', { codice_ente: 'a271' }],
    ['codice_ente', { codice_ente: undefined }],
    ['denominazione_ente', { denominazione_ente: 'x'.repeat(257) }],
    ['id_flusso', { id_flusso: '' }],
    ['id_flusso', { id_flusso: 'x'.repeat(65) }],
    ['tipo', { tipo: 'PS' }],
    ['ts_flusso', { ts_flusso: 1_767_600_000_000 }],
    ['ts_flusso', { ts_flusso: '2026-01-05' }],
    ['ts_flusso', { ts_flusso: '2026-01-05T10:00:00' }],
    ['ts_flusso', { ts_flusso: '2026-13-05T10:00:00Z' }],
    ['flusso', { flusso: '<Flusso/>' }],
    ['flusso', { flusso: 'PEZsdXNzby8-' }],
    ['flusso', { flusso: undefined }],
    ['campo stato', { stato: 'pubblicato' }],
  ])('is of no use with a wrong %s: %j', (campo, changes) => {
    expect(() => page(voce(), voce(changes))).toThrow(new RegExp(`flusso 1: ${campo}`));
  });

  it('holds a hundred flussi at most', () => {
    expect(() => page(...Array.from({ length: 101 }, () => voce()))).toThrow(RispostaInservibile);
  });

  it('tells of more flussi than were asked for', () => {
    const many = Array.from({ length: 11 }, (_, at) => voce({ ts_flusso: ISTANTE(2000 + at) }));
    expect(generi(...many)).toEqual(['oltre_il_limite']);
  });

  it('tells of flussi that break the cursor', () => {
    expect(generi(voce({ ts_flusso: ISTANTE(1000) }))).toEqual(['non_dopo_since']);
    expect(generi(voce(), voce())).toEqual(['pari_istante']);
    expect(generi(voce(), voce({ ts_flusso: ISTANTE(1999) }))).toEqual(['fuori_ordine']);
    expect(generi(voce({ ts_flusso: '1970-01-01T00:00:02.000001Z' }))).toEqual(['piu_fine_del_millisecondo']);
  });

  it('tells of flussi of another ente', () => {
    expect(generi(voce({ codice_ente: 'H501' }))).toEqual(['flusso_di_altri']);
  });

  it('reads instants with any offset', () => {
    expect(page(voce({ ts_flusso: '1970-01-01T01:00:02+01:00' })).flussi[0]!.millisecondi).toBe(2000);
  });
});
