import { ConcludiInvio } from './concludi-invio.js';
import { ContestiGiudizio } from './contesto-giudizio.js';
import { Effetti } from './effetti.js';
import { EseguiLavoro } from './esegui-lavoro.js';
import { Lavori } from './lavori.js';
import { LeggiDocumento } from './leggi-documento.js';
import { Lotti } from './lotti.js';
import { Sveglia } from './sveglia.js';
import { ValidazioneWorker } from './validazione.worker.js';

/** From the queue to the verdict on every riga. */
export const VALIDAZIONE_PROVIDERS = [
  ValidazioneWorker,
  Lavori,
  EseguiLavoro,
  LeggiDocumento,
  ContestiGiudizio,
  Lotti,
  Effetti,
  ConcludiInvio,
  Sveglia,
];
