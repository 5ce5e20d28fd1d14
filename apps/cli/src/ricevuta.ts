import { eseguiAzione } from './azioni.js';
import type { Comando } from './comando.js';
import { OPZIONI_HUB } from './hub.js';

/** Checks a ricevuta without the hub, and gets what is worth keeping for it. */
export const ricevuta: Comando = {
  nome: 'ricevuta',
  argomenti: 'verifica FILE | scarica INVIO | testa [opzioni]',
  sommario: 'verifica una ricevuta anche senza rete; scarica ricevute e teste del registro da conservare',
  note: `verifica FILE   firma, registro e, con --testa, accordo con una testa conservata: esce con 1 se qualcosa non torna
scarica INVIO   la ricevuta di un invio in JSON, il file che verifica legge; con --testa, provata sotto quella testa
testa           l’ultima testa del registro, da conservare; con --testa, verifica che continui quella e ne dà la prova

Con --chiavi non serve la rete; senza, le chiavi si chiedono all’hub. Le chiavi sono il file che l’hub pubblica
in /.well-known/jwks.json.`,
  opzioni: {
    testa: { type: 'string', valore: 'FILE', descrizione: 'testa del registro che si è conservata' },
    coerenza: {
      type: 'string',
      valore: 'FILE',
      descrizione: 'verifica: prova che una delle due teste continua l’altra',
    },
    chiavi: { type: 'string', valore: 'FILE', descrizione: 'chiavi pubbliche con cui verificare le firme' },
    documento: { type: 'string', valore: 'FILE', descrizione: 'verifica: il documento che era stato inviato' },
    uscita: { type: 'string', valore: 'FILE', descrizione: 'scarica, testa: dove scrivere (se manca, qui)' },
    ente: { type: 'string', valore: 'CODICE', descrizione: 'scarica: ente che ha inviato, per un token di sviluppo' },
    ...OPZIONI_HUB,
    json: { type: 'boolean', descrizione: 'i controlli come un oggetto JSON' },
  },
  // What checks signatures takes half a second to load, which every other command would wait.
  esegui: eseguiAzione({
    verifica: async () => (await import('./verifica-ricevuta.js')).verificaRicevuta,
    scarica: async () => (await import('./scarica-ricevuta.js')).scaricaRicevuta,
    testa: async () => (await import('./scarica-testa.js')).scaricaTesta,
  }),
};
