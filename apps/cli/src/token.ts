import { type Ambiente, type Argomenti, type Comando, USCITA, optional, required } from './comando.js';
import { clientOf, requestToken } from './emittente-sviluppo.js';
import { belfioreOf } from './hub.js';
import { write } from './scrittura.js';

/** Gives a token to try the interfaces with. */
export const token: Comando = {
  nome: 'token',
  argomenti: '--ente CODICE | --client ID',
  sommario: 'chiede un token all’emittente di sviluppo, per provare l’hub',
  note: `Esiste solo sulle macchine di sviluppo. Per usarlo:
  curl -H "Authorization: Bearer $(npm run -s snodo -- token --ente A271)" http://localhost:3000/rest/esiti/v1/invii`,
  opzioni: {
    ente: { type: 'string', valore: 'CODICE', descrizione: 'comune per cui agire, codice Belfiore o ISTAT' },
    client: {
      type: 'string',
      valore: 'ID',
      descrizione: 'un altro client di dimostrazione, per esempio demo-inps, demo-regione, demo-tecnico',
    },
  },
  esegui: async (argomenti: Argomenti, ambiente: Ambiente) => {
    const client = optional(argomenti, 'client') ?? clientOf(belfioreOf(required(argomenti, 'ente'), ambiente));
    await write(ambiente.output, `${await requestToken(client, ambiente)}\n`);
    return USCITA.bene;
  },
};
