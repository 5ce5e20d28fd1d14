import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KeyRing } from '#libs/security';
import { REGOLE } from '#libs/tracciati';
import { type RilievoScritto, type Vista, cellaIn, presentRilievo } from './rilievo-letto.js';
import { placeOfValore } from './scrivi-rilievi.js';
import { paginaDi } from './testi-regola.js';

const keyRing = KeyRing.fromSetting(randomBytes(32).toString('base64'));
const EROGATORE = 'e0000000-0000-5000-8000-000000000001';
const ALTRO = 'e0000000-0000-5000-8000-000000000002';
const RIGA = '0199aaaa-0000-7000-8000-00000000000c';
const PS05 = REGOLE.find(({ codice }) => codice === 'PS-05')!;
const PS22 = REGOLE.find(({ codice }) => codice === 'PS-22')!;

const scritto: RilievoScritto = {
  riga_id: RIGA,
  indice: 2,
  ente_erogatore: EROGATORE,
  linea: 7,
  colonna: 28,
  foglio: 'Marzo',
  errore: true,
  regola: 'PS-22',
  campo: 'Beneficiario/@CodiceFiscale',
  valore: keyRing.encrypt(Buffer.from('VIA ROMA 12, casa di Mario'), placeOfValore(RIGA, 2)),
  messaggio: 'Il valore VIA ROMA 12 non va.',
  rimedio: 'Togliere VIA ROMA 12.',
};
const vista = (altro: Partial<Vista>): Vista => ({
  mittente: false,
  enti: [],
  formato: 'xlsx',
  tracciato: 'PS_PSA_SINA@201812',
  ...altro,
});

describe('a rilievo as it is answered', () => {
  it.each([
    ['the ente that sent or deposited the invio', vista({ mittente: true })],
    ['the ente erogatore of the riga', vista({ enti: [ALTRO, EROGATORE] })],
  ])('has its value whole for %s', (_, looking) => {
    expect(presentRilievo(keyRing, scritto, looking)).toMatchObject({
      valore: 'VIA ROMA 12, casa di Mario',
      messaggio: 'Il valore VIA ROMA 12 non va.',
      rimedio: 'Togliere VIA ROMA 12.',
    });
  });

  it('I5 hides the value from any other, also in the words that were written for the riga', () => {
    const letto = presentRilievo(keyRing, scritto, vista({ enti: [ALTRO] }));
    expect(letto).toMatchObject({ valore: '***', messaggio: PS22.messaggio, rimedio: PS22.rimedio });
    expect(JSON.stringify(letto)).not.toMatch(/ROMA|Mario/);
  });

  it('does not say to others that there was a value where there was none', () => {
    expect(presentRilievo(keyRing, { ...scritto, valore: null }, vista({})).valore).toBeNull();
  });

  it('has the words of its rule where it has none of its own', () => {
    const letto = presentRilievo(keyRing, { ...scritto, messaggio: null, rimedio: null }, vista({ mittente: true }));
    expect(letto).toMatchObject({ messaggio: PS22.messaggio, rimedio: PS22.rimedio, fonte: PS22.fonte });
  });

  it('speaks of columns to who wrote a table, of attributes to who wrote XML', () => {
    const parole = (formato: string) => {
      const row = { ...scritto, regola: PS05.codice, messaggio: null, rimedio: null };
      const { messaggio, rimedio } = presentRilievo(keyRing, row, vista({ formato }));
      return `${messaggio} ${rimedio}`;
    };
    expect(parole('xml')).toBe(`${PS05.messaggio} ${PS05.rimedio}`);
    expect(parole('xlsx')).not.toMatch(/[a-z][A-Z]/);
    expect(parole('xlsx')).not.toBe(parole('xml'));
  });

  it.each([
    ['xlsx', 'AB7'],
    ['csv', 'AB7'],
    ['xml', null],
    [null, null],
  ])('names a cell in a table alone (%s)', (formato, cella) => {
    expect(presentRilievo(keyRing, scritto, vista({ formato }))).toMatchObject({ cella, foglio: 'Marzo', riga: 12 });
  });

  it('names no cell for what is said of a whole file, but one for what is said of its header', () => {
    expect(cellaIn('csv', { numero: 0, linea: 1, colonna: 1 })).toBeNull();
    expect(cellaIn('csv', { numero: 0, linea: 1, colonna: 26 })).toBe('Z1');
    expect(cellaIn('csv', { numero: 1, linea: 2, colonna: 703 })).toBe('AAA2');
  });

  it('leads to the page of its tracciato that explains its rule', () => {
    expect(paginaDi('PS-22', 'PS_PSA_SINA@201812', 'https://hub.example')).toBe(
      'https://hub.example/rest/tracciati/v1/tracciati/PS_PSA_SINA/201812/documentazione#PS-22',
    );
  });
});
