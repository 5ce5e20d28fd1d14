import { type Ambiente, type Argomenti, type Comando, only, required } from './comando.js';
import { Hub, OPZIONI_HUB } from './hub.js';
import { openChunks } from './lettura.js';
import { quando } from './parole.js';
import { partOf, textOf } from './richiesta.js';
import { show } from './scheda.js';

/** Deposits a file and shows its ricevuta. */
export const invia: Comando = {
  nome: 'invia',
  argomenti: '--tracciato TRACCIATO --ente CODICE FILE [opzioni]',
  sommario: 'consegna un file all’hub e mostra la ricevuta',
  note: `FILE è XML, CSV, XLSX, JSON o NDJSON, anche dentro gzip o ZIP: lo si riconosce dal contenuto.
Lo stesso file per lo stesso ente si può inviare di nuovo senza danno: torna la stessa ricevuta.
Senza token ne chiede uno all’emittente di sviluppo.`,
  opzioni: {
    tracciato: { type: 'string', valore: 'TRACCIATO', descrizione: 'codice, o codice@versione' },
    ente: { type: 'string', valore: 'CODICE', descrizione: 'ente per cui si consegna, uno dei suoi codici' },
    ...OPZIONI_HUB,
  },
  esegui: async (argomenti: Argomenti, ambiente: Ambiente) => {
    const query = new URLSearchParams({
      tracciato: required(argomenti, 'tracciato'),
      ente: required(argomenti, 'ente'),
    });
    const file = only(argomenti, 'FILE');
    const document = await openChunks(file, ambiente);
    const hub = await Hub.open(argomenti, ambiente, required(argomenti, 'ente'));
    const risposta = await hub.post(`/rest/invii/v1/invii?${query.toString()}`, document, 'application/octet-stream');
    const { numero, tracciato, dimensione, impronta_sha256: impronta, ricevuto_il: il } = partOf(risposta.ricevuta);
    const titolo = `${risposta.ripetuto === true ? 'Già ricevuto: ricevuta' : 'Ricevuta'} ${textOf(numero)}`;
    return show(argomenti, ambiente, risposta, titolo, [
      ['invio', risposta.id],
      ['ricevuto il', quando(il)],
      ['tracciato', tracciato],
      ['byte', dimensione],
      ['SHA-256', impronta],
      ['per seguirlo', `npm run -s snodo -- stato ${textOf(risposta.id)} --ente ${required(argomenti, 'ente')}`],
    ]);
  },
};
