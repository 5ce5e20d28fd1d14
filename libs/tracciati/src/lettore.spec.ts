import { describe, expect, it } from '@jest/globals';
import { SINA, UNICA, beneficiario, documento, leggi } from './prova/documento.js';

describe('Reading a document', () => {
  it('gives a clean riga its canonical record, key and place, with nothing to say about it', () => {
    const { righe, esito, testata } = leggi(documento({ dentro: SINA, prestazione: { OreServizioMensile: '2.5' } }));
    expect(righe.flatMap((riga) => riga.rilievi)).toEqual([]);
    expect(esito).toEqual({ stato: 'letto', schemaValido: true, rilieviInvio: [], righe: 1 });
    expect(testata).toEqual({
      nomeFlusso: 'A271.PS.20260401.0000001',
      enteCodice: 'A271',
      enteDenominazione: 'Comune di Ancona',
      enteIndirizzo: 'A271',
      codiceFiscaleOperatore: 'RSSMRK66C14H501U',
    });
    expect(righe[0]).toMatchObject({ numero: 1, linea: 7, colonna: 1, annullamento: false, schemaValida: true });
    expect(righe[0]!.chiave).toEqual({
      codiceFiscale: 'RSSMRK66C14H501U',
      codicePrestazione: 'A1.04',
      protocolloDomanda: 'PROT-2026-1',
      data: '2026-01-01',
    });
    expect(righe[0]!.contenuto).toMatchObject({
      cognome: 'ROSSI',
      indirizzi: [{ codiceRegione: '11', codiceComune: '042002', codiceNazione: '380' }],
      importoMensile: 10_000,
      periodoErogazione: 3,
      oreServizioMensile: 170,
      dataInizioPrestazione: '2026-01-01',
      sina: { mobilita: '1', interventiSociali: ['A1.04'], invaliditaCivile: ['1', '8'] },
    });
  });

  it('gives the same righe whatever the cut of the bytes', () => {
    const text = documento(
      {},
      [beneficiario({ anagrafica: { Nome: 'NICCOLÒ 𝒳' } }), beneficiario({ prestazione: UNICA })].join(''),
    );
    const whole = leggi(text);
    for (const cut of [1, 2, 3, 7, 64, 1000]) expect(leggi(text, cut)).toEqual(whole);
  });
});
