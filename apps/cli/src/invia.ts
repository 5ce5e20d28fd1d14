import { type Ambiente, type Argomenti, type Comando, USCITA, only, required } from './comando.js';
import { Hub, OPZIONI_HUB } from './hub.js';
import { readChunks } from './lettura.js';
import { write } from './scrittura.js';

/** Deposits a file and shows its ricevuta. */
export const invia: Comando = {
  nome: 'invia',
  argomenti: '--tracciato TRACCIATO --ente CODICE FILE [opzioni]',
  sommario: 'consegna un file all’hub e mostra la ricevuta',
  note: `Lo stesso file per lo stesso ente si può inviare di nuovo senza danno: torna la stessa ricevuta.
Senza token ne chiede uno all'emittente di sviluppo.`,
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
    const hub = await Hub.open(argomenti, ambiente, required(argomenti, 'ente'));
    const ricevuta = await hub.post(
      `/rest/invii/v1/invii?${query.toString()}`,
      readChunks(file, ambiente),
      'application/xml',
    );
    await write(ambiente.output, `${JSON.stringify(ricevuta, undefined, 2)}\n`);
    return USCITA.bene;
  },
};
