import { describe, expect, it } from '@jest/globals';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';
import { SINBA_1_0_0 } from '../sinba.js';
import { compilaInColonne } from './in-colonne.js';
import { pianoOf } from './piano-of.js';

describe('Words made for every form, in columns', () => {
  const ps = compilaInColonne(pianoOf(PS_PSA_SINA_201812));
  const sinba = compilaInColonne(pianoOf(SINBA_1_0_0));

  it.each([
    [ps, 'Manca ImportoMensile, o è zero.', 'Manca importo_mensile, o è zero.'],
    [ps, 'Togliere CodiceSecondaCittadinanza.', 'Togliere codice_seconda_cittadinanza.'],
    [ps, 'CFOperatore non è valido.', 'cf_operatore non è valido.'],
    [ps, 'Nome e Genere non concordano.', 'Nome e Genere non concordano.'],
    [ps, 'se c’è la sezione SINA', 'se c’è la sezione SINA'],
    [sinba, 'se Disabilita è 1', 'se disabilita è 1'],
    [sinba, 'se CodiceNazioneResidenza è 380', 'se codice_nazione_residenza è 380'],
  ])('%# %s', (inColonne, parole, detto) => {
    expect(inColonne(parole)).toBe(detto);
  });

  it('are left as they are where there are no columns', () => {
    expect(compilaInColonne([])('ImportoMensile')).toBe('ImportoMensile');
  });
});
