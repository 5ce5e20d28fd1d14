import { type Ambiente, type Argomenti, type Comando } from './comando.js';
import { OPZIONI_HUB } from './hub.js';

/** Makes again, from what the hub shows of an invio today, the root that was sealed when it was concluded. */
export const sigillo: Comando = {
  nome: 'sigillo',
  argomenti: 'INVIO [opzioni]',
  sommario: 'ricalcola gli esiti di un invio e li confronta con ciò che il registro ha sigillato',
  note: `Esce con 1 se gli esiti di oggi non sono quelli sigillati, o se il registro non torna.`,
  opzioni: {
    ente: { type: 'string', valore: 'CODICE', descrizione: 'ente che ha inviato, per chiedere un token di sviluppo' },
    testa: { type: 'string', valore: 'FILE', descrizione: 'testa del registro che si è conservata' },
    coerenza: { type: 'string', valore: 'FILE', descrizione: 'prova che una delle due teste continua l’altra' },
    chiavi: { type: 'string', valore: 'FILE', descrizione: 'chiavi pubbliche con cui verificare le firme' },
    ...OPZIONI_HUB,
    json: { type: 'boolean', descrizione: 'i controlli come un oggetto JSON' },
  },
  // Loaded only when asked for, as the actions of `ricevuta` are.
  esegui: async (argomenti: Argomenti, ambiente: Ambiente) =>
    (await import('./verifica-sigillo.js')).verificaSigillo(argomenti, ambiente),
};
