import { describe, expect, it } from '@jest/globals';
import { RUOLI, type Ruolo } from '#libs/security';
import { CODICI_FINALITA, type Finalita, parseFinalita } from './finalita.js';

/** The list again, from the side of the office: who may have which purpose is decided by the titolari, not by a slip of the pen. */
const ATTESE: Partial<Record<Ruolo, readonly Finalita[]>> = {
  titolare: [
    'presa_in_carico',
    'erogazione_prestazione',
    'verifica_dichiarazioni',
    'qualita_dati',
    'tutela_urgente',
    'diritti_interessato',
  ],
  capofila: ['presa_in_carico', 'erogazione_prestazione', 'verifica_dichiarazioni', 'qualita_dati', 'tutela_urgente'],
  sanitaria: ['verifica_dichiarazioni', 'qualita_dati', 'assistenza_sanitaria'],
  regione: ['programmazione'],
  steward: ['riesame_duplicati'],
  dpo: ['diritti_interessato', 'vigilanza'],
};

describe('a purpose', () => {
  it.each(RUOLI)('of a %s is one of its own', (ruolo) => {
    expect(CODICI_FINALITA.filter((finalita) => parseFinalita(finalita, [ruolo]) !== undefined)).toEqual(
      ATTESE[ruolo] ?? [],
    );
  });

  it('is written as it is in the list', () => {
    for (const other of ['', 'Presa_in_carico', 'constructor', undefined, null, ['presa_in_carico'], 1]) {
      expect(parseFinalita(other, RUOLI)).toBeUndefined();
    }
  });

  it('is that of one of several offices', () => {
    expect(parseFinalita('riesame_duplicati', ['titolare', 'steward'])).toBe('riesame_duplicati');
    expect(parseFinalita('riesame_duplicati', [])).toBeUndefined();
  });
});
