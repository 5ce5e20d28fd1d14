import { expect, it } from '@jest/globals';
import { MODELLO_ITALIANO, type Modello } from '#libs/abbinamento';
import { giudicaModello } from './giudica-modello.js';

const misura = { prove: 600, richiamo: 0.97, falsi: 1, da_rivedere: 0.02 };
const misure = { persone: 2_000, in_uso: misura, appreso: misura };

it('weights that do as well as those in use may be used', () => {
  expect(giudicaModello(MODELLO_ITALIANO, misure)).toBeUndefined();
  expect(giudicaModello(MODELLO_ITALIANO, { ...misure, appreso: { ...misura, richiamo: 0.961 } })).toBeUndefined();
});

it('weights that join one stranger more, or find fewer again, may not', () => {
  const why = (appreso: Partial<typeof misura>) =>
    giudicaModello(MODELLO_ITALIANO, { ...misure, appreso: { ...misura, ...appreso } });
  expect(why({ falsi: 2 })).toMatch('2 contro 1 su 600');
  expect(why({ richiamo: 0.95 })).toMatch('0.95 contro 0.97');
});

it('weights of few persons, or that tell nobody from anybody, may not', () => {
  expect(giudicaModello(MODELLO_ITALIANO, { ...misure, persone: 999 })).toMatch('999 persone');
  const flat: Modello = {
    ...MODELLO_ITALIANO,
    campi: MODELLO_ITALIANO.campi.map((campo) =>
      campo.campo === 'nome' ? Object.assign({}, campo, { m: campo.u }) : campo,
    ),
  };
  expect(giudicaModello(flat, misure)).toMatch('«nome»');
});
