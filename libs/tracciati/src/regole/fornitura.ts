import type { Regola } from '../tracciato.js';
import { consegna } from './stadi.js';

const FONTE = 'Regione, tracciato ANAGRAFE 1.0';
const RIMEDIO_PARTE =
  'Se è una parte di ciò che l’ente ha, scrivere incrementale; se è tutto, rifare l’esportazione intera.';

/** On documents that say that they are all an ente has. Told once, by who reads the document: a part must not pass for the whole. */
export const REGOLE_FORNITURA = {
  senzaNumero: consegna({
    codice: 'AN-29',
    forza: 'specifica',
    gravita: 'avviso',
    fonte: FONTE,
    messaggio: 'La fornitura si dice completa, ma non dice di quante righe è: è letta come incrementale.',
    rimedio: 'Scrivere in righe_fornitura quante righe ha tutta la fornitura.',
  }),
  numeroDiverso: consegna({
    codice: 'AN-30',
    forza: 'specifica',
    gravita: 'avviso',
    fonte: FONTE,
    messaggio: 'Le righe del documento non sono quante ne dichiara: la fornitura è letta come incrementale.',
    rimedio: RIMEDIO_PARTE,
  }),
  miste: consegna({
    codice: 'AN-31',
    forza: 'specifica',
    gravita: 'avviso',
    fonte: FONTE,
    messaggio:
      'Le righe non dicono tutte la stessa fornitura (tipo, data, numero di righe, ente): il documento è letto come incrementale.',
    rimedio: 'Scrivere gli stessi valori in tutte le righe; una fornitura completa è di un solo ente.',
  }),
} as const satisfies Record<string, Regola>;
