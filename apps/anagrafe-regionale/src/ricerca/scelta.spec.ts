import { describe, expect, it } from '@jest/globals';
import { type CampiRicerca, parseCriterio } from './criterio.js';
import { PERSONE_MOSTRATE } from './risposta.js';
import { scegli } from './scelta.js';

const chi = (nome: string, cognome = 'ROSSI') => ({ persona: { cognome, nome } });
const scelti = (persone: ReturnType<typeof chi>[], campi: CampiRicerca, umano: boolean) => {
  const criterio = parseCriterio(campi);
  if (typeof criterio === 'string') throw new Error(criterio);
  const found = scegli(persone, criterio, umano);
  return typeof found === 'string' ? found : found.map(({ persona }) => `${persona.cognome} ${persona.nome}`);
};
const NATO = { cognome: 'ROSSI', data_nascita: '1966-03-14' };
const molti = (count: number) => Array.from({ length: count }, (_, at) => chi(`N${at}`));

describe('of the persons that may be seen', () => {
  it('an operator gets the nearest first', () => {
    const persone = [chi('GIOVANNA'), chi('MIRKO', 'ROSSINI'), chi('MIRCO'), chi('MIRKO')];
    expect(scelti(persone, { ...NATO, cognome: 'ROSSI', nome: 'Mirko' }, true)).toEqual([
      'ROSSI MIRKO',
      'ROSSINI MIRKO',
      'ROSSI MIRCO',
      'ROSSI GIOVANNA',
    ]);
  });

  it('an operator must say more where they are too many, unless a code brought them', () => {
    expect(scelti(molti(PERSONE_MOSTRATE), NATO, true)).toHaveLength(PERSONE_MOSTRATE);
    expect(scelti(molti(PERSONE_MOSTRATE + 1), NATO, true)).toBe('troppe');
    expect(scelti(molti(PERSONE_MOSTRATE + 1), { codice_fiscale: 'RSSMRK66C14H501U' }, true)).toHaveLength(
      PERSONE_MOSTRATE,
    );
  });

  it('a system gets the only one, or nobody', () => {
    for (const campi of [{ ...NATO, nome: 'MIRKO' }, { codice_fiscale: 'RSSMRK66C14H501U' }]) {
      expect(scelti([chi('MIRKO')], campi, false)).toEqual(['ROSSI MIRKO']);
      expect(scelti([chi('MIRKO'), chi('MIRKO')], campi, false)).toEqual([]);
      expect(scelti(molti(PERSONE_MOSTRATE + 1), campi, false)).toEqual([]);
    }
  });
});
