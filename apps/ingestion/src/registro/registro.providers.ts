import { EsitiDaSigillare } from './esiti-da-sigillare.js';
import { LeggiProve } from './leggi-prove.js';
import { LeggiSigillo } from './leggi-sigillo.js';
import { LeggiTeste } from './leggi-teste.js';
import { RegistroWorker } from './registro.worker.js';
import { RicevuteDaSigillare } from './ricevute-da-sigillare.js';
import { SigillaRegistro } from './sigilla-registro.js';
import { VerificaRegistro } from './verifica-registro.js';

/** The sealed register: written by the second, checked by the clock, proved to who asks. */
export const REGISTRO_PROVIDERS = [
  RegistroWorker,
  SigillaRegistro,
  RicevuteDaSigillare,
  EsitiDaSigillare,
  VerificaRegistro,
  LeggiProve,
  LeggiTeste,
  LeggiSigillo,
];
