import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import {
  type Ambiente,
  type Argomenti,
  type Comando,
  Impossibile,
  USCITA,
  UsoErrato,
  only,
  optional,
} from './comando.js';
import { Hub, OPZIONI_HUB } from './hub.js';
import { write } from './scrittura.js';

const FORMATI = ['csv', 'xlsx'];

/** Gets the refused records of a deposit, to be mended and sent again. */
export const correggi: Comando = {
  nome: 'correggi',
  argomenti: 'INVIO [opzioni]',
  sommario: 'scarica i soli record respinti di un invio, com’erano scritti, da correggere e rimandare',
  note: `In una tabella la prima colonna, da_correggere, dice che cosa non va, in JSON la chiave con lo stesso nome, in XML un commento.
Corretto, il file si consegna con: snodo invia. Non occorre togliere ciò che Snodo ha aggiunto.`,
  opzioni: {
    ente: { type: 'string', valore: 'CODICE', descrizione: 'ente che ha inviato, per chiedere un token di sviluppo' },
    formato: { type: 'string', valore: 'csv|xlsx', descrizione: 'in una tabella, anche se il documento non lo era' },
    uscita: { type: 'string', valore: 'FILE', descrizione: 'dove scrivere; se manca, col nome che dà l’hub' },
    url: OPZIONI_HUB.url,
    token: OPZIONI_HUB.token,
  },
  esegui: async (argomenti: Argomenti, ambiente: Ambiente) => {
    const invio = encodeURIComponent(only(argomenti, 'INVIO'));
    const formato = optional(argomenti, 'formato');
    if (formato !== undefined && !FORMATI.includes(formato)) throw new UsoErrato('--formato: csv o xlsx');
    const hub = await Hub.open(argomenti, ambiente, optional(argomenti, 'ente'));
    const query = formato === undefined ? '' : `?formato=${formato}`;
    await hub.download(`/rest/esiti/v1/invii/${invio}/righe-da-correggere${query}`, async (nome, bytes) => {
      const file = optional(argomenti, 'uscita') ?? nome;
      // What somebody is working on is not written over.
      const output = createWriteStream(file, { flags: 'wx' });
      await pipeline(bytes, output).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EEXIST'
          ? new Impossibile(`${file} esiste già: indicare un altro nome con --uscita`)
          : error;
      });
      await write(ambiente.errors, `scritto ${file}\n`);
    });
    return USCITA.bene;
  },
};
