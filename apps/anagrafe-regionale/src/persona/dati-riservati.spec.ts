import { describe, expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import { KeyRing } from '#libs/security';
import { tizio } from '../prova/righe-di-prova.js';
import { schedaDi } from '../prova/schede-di-prova.js';
import { datiMigliori } from './dati-migliori.js';
import { type DatiInChiaro, DatiRiservati } from './dati-riservati.js';

const ring = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const riservati = new DatiRiservati(KeyRing.fromSetting(ring(1)));
const scheda = schedaDi(tizio(), 'a');
const { dati, recordId } = scheda;
const chiari: DatiInChiaro = {
  cognome: dati.cognome,
  nome: dati.nome,
  annoNascita: dati.annoNascita ?? null,
  dataNascita: dati.dataNascita ?? null,
  comuneResidenza: dati.comuneResidenza ?? null,
};

describe('what is not in clear', () => {
  it('comes back whole, with what is in clear', () => {
    expect(riservati.openScheda(recordId, chiari, riservati.sealScheda(recordId, dati))).toEqual(dati);
    const best = datiMigliori([scheda]);
    expect(riservati.openPersona('p', chiari, riservati.sealPersona('p', best))).toEqual({
      ...dati,
      codice: tizio().codice,
      fonti: best.fonti,
    });
  });

  it('comes back with what was added to it since, and without where it was written before', () => {
    const vedova = { ...dati, statoCivile: { codice: '3', dal: '2019-11-02' as LegalDay } };
    const sealed = riservati.sealScheda(recordId, vedova);
    expect(riservati.openScheda(recordId, chiari, sealed)).toEqual(vedova);
    const { luogoNascita, sesso, cittadinanze, codici } = dati;
    const before = { codice: codici[0]!.codice, luogoNascita, sesso, cittadinanze };
    const old = KeyRing.fromSetting(ring(1)).encrypt(Buffer.from(JSON.stringify(before)), `scheda:${recordId}`);
    expect(riservati.openScheda(recordId, chiari, old)).toEqual(dati);
  });

  it('opens in no other row, in no other table, under no other key', () => {
    const sealed = riservati.sealScheda(recordId, dati);
    expect(() => riservati.openScheda('altro', chiari, sealed)).toThrow('decryption failed');
    expect(() => riservati.openPersona(recordId, chiari, sealed)).toThrow('decryption failed');
    const stranger = new DatiRiservati(KeyRing.fromSetting(ring(2)));
    expect(() => stranger.openScheda(recordId, chiari, sealed)).toThrow('unknown_key');
  });

  it('opens after the key was changed, as long as the old one is in the ring', () => {
    const later = new DatiRiservati(KeyRing.fromSetting(`${ring(2)},${ring(1)}`));
    expect(later.openScheda(recordId, chiari, riservati.sealScheda(recordId, dati)).codici).toEqual(dati.codici);
  });

  it('holds no name and no comune: they are in clear beside it, once', () => {
    const held = JSON.parse(
      KeyRing.fromSetting(ring(1)).decrypt(riservati.sealScheda(recordId, dati), `scheda:${recordId}`).toString(),
    ) as object;
    expect(Object.keys(held)).toEqual(['codice', 'luogoNascita', 'sesso', 'cittadinanze']);
  });
});
