import { CartelleWorker } from './cartelle.worker.js';
import { ConsegnaFile } from './consegna-file.js';
import { DocumentiEsito } from './documenti-esito.js';
import { MittenteCartella } from './mittente-cartella.js';
import { PulisciCartelle } from './pulisci-cartelle.js';
import { RaccogliFile } from './raccogli-file.js';
import { RegistroConsegne } from './registro-consegne.js';
import { RespingiFile } from './respingi-file.js';
import { ScriviEsiti } from './scrivi-esiti.js';

/** The folders that an SFTP server fills. */
export const CARTELLA_PROVIDERS = [
  CartelleWorker,
  ConsegnaFile,
  DocumentiEsito,
  MittenteCartella,
  PulisciCartelle,
  RaccogliFile,
  RegistroConsegne,
  RespingiFile,
  ScriviEsiti,
];
