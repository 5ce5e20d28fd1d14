import { describe, expect, it } from '@jest/globals';
import { type CodiceFiscale, omocodiaVariants } from '#libs/codici';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';
import { beneficiarioOf } from './beneficiario.js';

const letto = (contenuto: Record<string, unknown> = {}, chi = tizio()) =>
  beneficiarioOf(rigaDi(chi, { contenuto }).contenuto);

describe('the person of a riga', () => {
  it('is read whole', () => {
    expect(letto({ codiceSecondaCittadinanza: '250' })).toEqual({
      codici: [{ sistema: 'codice_fiscale', codice: 'RSSMRK66C14H501U', stato: 'dichiarato' }],
      cognome: 'ROSSI',
      nome: 'MIRKO',
      annoNascita: 1966,
      dataNascita: '1966-03-14',
      luogoNascita: 'H501',
      sesso: 'M',
      cittadinanze: ['380', '250'],
      comuneResidenza: '043044',
    });
  });

  it.each(['', 'X', 'RSSMRK66C14H501X', undefined])('is nobody with the code %j', (codiceFiscale) => {
    expect(letto({ codiceFiscale })).toBeUndefined();
  });

  it('is known by one code however it was written', () => {
    expect(letto({ codiceFiscale: ' rssmrk66c14h501u ' })?.codici[0]?.codice).toBe('RSSMRK66C14H501U');
  });

  it('was born on the day of the code if the year agrees, in the century of the declaration', () => {
    const [omocode] = omocodiaVariants(tizio().codice as CodiceFiscale);
    expect(letto({ codiceFiscale: omocode })?.dataNascita).toBe('1966-03-14');
    expect(letto({ annoNascita: '1866' })?.dataNascita).toBe('1866-03-14');
    expect(letto({ annoNascita: '1967' })?.dataNascita).toBeUndefined();
    expect(letto({ codiceFiscale: '12345678903' })?.dataNascita).toBeUndefined();
    const bisestile = tizio({ nato: '2000-02-29' });
    expect(letto({}, bisestile)?.dataNascita).toBe('2000-02-29');
    expect(letto({ annoNascita: '1900' }, bisestile)?.dataNascita).toBeUndefined();
  });

  it('lives at its first address in Italy', () => {
    const estero = { codiceNazione: '250', codiceComune: '043044' };
    const italia = { codiceNazione: '380', codiceComune: '042002' };
    expect(letto({ indirizzi: [estero, italia, { ...italia, codiceComune: '042022' }] })?.comuneResidenza).toBe(
      '042002',
    );
    expect(letto({ indirizzi: [estero] })?.comuneResidenza).toBeUndefined();
    expect(letto({ indirizzi: [{ codiceNazione: '380' }] })?.comuneResidenza).toBeUndefined();
    expect(letto({ indirizzi: undefined })?.comuneResidenza).toBeUndefined();
  });

  it('has no citizenship where INPS has “not available”', () => {
    expect(letto({ codiceCittadinanza: '990' })?.cittadinanze).toEqual([]);
  });
});
