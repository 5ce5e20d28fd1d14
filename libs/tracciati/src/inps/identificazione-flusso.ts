import type { Elemento } from '../tracciato.js';
import { codiceFiscale, facoltativo, obbligatorio, testo } from './pezzi.js';

/** @param tipi that the name of a flusso may say it is of */
export const identificazioneFlusso = (tipi: string): Elemento => ({
  nome: 'IdentificazioneFlusso',
  tipo: 'IdentificazioneFlussoType',
  descrizione: 'Chi invia e con quale numero',
  attributi: [
    obbligatorio('Nome', testo(0, 50), `nome del flusso: codice ente, tipo (${tipi}), data, progressivo del giorno`, {
      chiave: 'nomeFlusso',
    }),
  ],
  figli: [
    {
      min: 1,
      max: 1,
      elemento: {
        nome: 'Ente',
        tipo: 'EnteType',
        descrizione: 'Ente che eroga le prestazioni',
        attributi: [
          obbligatorio('Codice', testo(1, 32), 'codice dell’ente presso INPS', { chiave: 'enteCodice' }),
          facoltativo('Denominazione', testo(1, 100), 'denominazione dell’ente', { chiave: 'enteDenominazione' }),
          obbligatorio('Indirizzo', testo(4, 4), 'codice catastale (Belfiore) del comune della sede', {
            chiave: 'enteIndirizzo',
          }),
          obbligatorio('CFOperatore', codiceFiscale, 'codice fiscale dell’operatore dell’ente', {
            chiave: 'codiceFiscaleOperatore',
          }),
        ],
      },
    },
  ],
});
