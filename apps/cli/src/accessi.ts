import { eseguiAzione } from './azioni.js';
import type { Comando } from './comando.js';
import { OPZIONI_HUB } from './hub.js';

/** Keeps the sealed register of accesses, and checks all of it without the hub. */
export const accessi: Comando = {
  nome: 'accessi',
  argomenti: 'scarica CARTELLA | verifica CARTELLA [opzioni]',
  sommario: 'conserva il registro sigillato degli accessi alle persone e lo verifica per intero, anche senza rete',
  note: `scarica CARTELLA   chiavi, foglie e teste del registro, che sono pubbliche; con --ente (o --token) anche gli accessi ai
                   propri residenti. Ripetuto, aggiunge ciò che è nuovo
verifica CARTELLA  rifà tutta la catena: la radice di ogni testa, la sua firma, la testa prima di lei; con --testa e --teste,
                   che le teste conservate altrove siano di questo registro; e che ogni accesso scaricato vi sia, com’è

verifica non usa la rete. Esce con 1 se qualcosa non torna.`,
  opzioni: {
    testa: { type: 'string', valore: 'FILE', descrizione: 'verifica: una testa che si è conservata' },
    teste: { type: 'string', valore: 'CARTELLA', descrizione: 'verifica: cartella di teste conservate, un file l’una' },
    chiavi: { type: 'string', valore: 'FILE', descrizione: 'verifica: chiavi pubbliche (se manca, quelle scaricate)' },
    ente: { type: 'string', valore: 'CODICE', descrizione: 'scarica: comune, per un token di sviluppo' },
    ...OPZIONI_HUB,
    json: { type: 'boolean', descrizione: 'i controlli come un oggetto JSON' },
  },
  esegui: eseguiAzione({
    scarica: async () => (await import('./scarica-accessi.js')).scaricaAccessi,
    verifica: async () => (await import('./verifica-accessi.js')).verificaAccessi,
  }),
};
