import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseIdentificativo } from '#libs/codici';
import {
  type Ambiente,
  type Argomenti,
  type Comando,
  Impossibile,
  USCITA,
  UsoErrato,
  optional,
  required,
} from './comando.js';
import { Hub, OPZIONI_HUB } from './hub.js';
import { readChunks } from './lettura.js';
import { textOf } from './richiesta.js';
import { write } from './scrittura.js';

/** A code and the end of its line; more is another file. */
const BYTE_DEL_CODICE = 1024;

/** Asks for what the registry holds of a person, to answer her. */
export const interessato: Comando = {
  nome: 'interessato',
  argomenti: '--codice-da FILE --ente CODICE --protocollo NUMERO --del GIORNO [opzioni]',
  sommario: 'i dati di una persona nell’anagrafe, per rispondere a chi chiede di sé (art. 15)',
  note: `Il codice fiscale si legge da un file di una riga, o con - dall’ingresso: scritto nel comando resterebbe nella
cronologia e sarebbe visibile a chi usa la stessa macchina. Risponde solo il titolare che segue la persona, a una
richiesta che lei ha fatto: protocollo e giorno restano nel registro degli accessi. Il file scritto con --uscita si legge solo con il proprio utente.`,
  opzioni: {
    'codice-da': { type: 'string', valore: 'FILE', descrizione: 'file con il codice fiscale, o - per l’ingresso' },
    ente: { type: 'string', valore: 'CODICE', descrizione: 'titolare che risponde, uno dei suoi codici' },
    protocollo: { type: 'string', valore: 'NUMERO', descrizione: 'con cui l’ente ha protocollato la richiesta' },
    del: { type: 'string', valore: 'GIORNO', descrizione: 'quando la persona ha chiesto, AAAA-MM-GG' },
    uscita: { type: 'string', valore: 'FILE', descrizione: 'dove scrivere (se manca, qui)' },
    ...OPZIONI_HUB,
  },
  esegui: async (argomenti: Argomenti, ambiente: Ambiente) => {
    const ente = required(argomenti, 'ente');
    if (argomenti.posizionali.length > 0) throw new UsoErrato('il codice non si scrive nel comando: --codice-da');
    const richiesta = { protocollo: required(argomenti, 'protocollo'), richiesta_del: required(argomenti, 'del') };
    const uscita = optional(argomenti, 'uscita');
    // Before the hub is asked: each extract is in the register of accesses, also one that was then thrown away.
    if (uscita !== undefined && existsSync(uscita)) throw alreadyThere(uscita);
    const codice = await codiceFrom(required(argomenti, 'codice-da'), ambiente);
    const hub = await Hub.open(argomenti, ambiente, ente);
    const body = [Buffer.from(JSON.stringify({ codice_fiscale: codice, ...richiesta }))];
    const risposta = await hub.post('/rest/anagrafe/v1/interessati/estratti', chunksOf(body), 'application/json');
    const text =
      argomenti.opzioni.json === true ? `${JSON.stringify(risposta, undefined, 2)}\n` : textOf(risposta.testo);
    await keep(text, uscita, ambiente);
    return USCITA.bene;
  },
};

/** @throws Impossibile without the value: what is no code may be a name */
async function codiceFrom(file: string, ambiente: Ambiente): Promise<string> {
  let text = '';
  for await (const chunk of readChunks(file, ambiente)) {
    text += Buffer.from(chunk).toString();
    if (text.length > BYTE_DEL_CODICE) break;
  }
  const read = parseIdentificativo(text.slice(0, BYTE_DEL_CODICE).trim());
  if ('invalid' in read)
    throw new Impossibile('in --codice-da serve un solo codice fiscale, STP o ENI', USCITA.illeggibile);
  return read.codice;
}

async function* chunksOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Nobody else of the machine reads the file: one that is there keeps who may read it, and may be the extract of somebody else. */
async function keep(text: string, file: string | undefined, { output, errors }: Ambiente): Promise<void> {
  if (file === undefined) return write(output, text);
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code = 'errore' } = error as NodeJS.ErrnoException;
    throw code === 'EEXIST' ? alreadyThere(file) : new Impossibile(`non posso scrivere ${file}: ${code}`);
  }
  await write(errors, `scritto ${file}\n`);
}

function alreadyThere(file: string): Impossibile {
  return new Impossibile(`${file} esiste già: indicare un altro nome con --uscita`);
}
