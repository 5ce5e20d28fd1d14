import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Comune, LegalDay, Territorio } from '#libs/codici';
import {
  type ErroreSeminato,
  FORME,
  type Forma,
  type RichiestaAnagrafe,
  type RichiestaFlusso,
  TIPI_ERRORE,
  TIPI_ERRORE_DOCUMENTO,
  generateAnagrafe,
  generateDocumento,
} from '#libs/sintetici';
import { type Ambiente, type Argomenti, type Comando, USCITA, UsoErrato, optional, required } from './comando.js';
import { generaAbbinamento } from './genera-abbinamento.js';
import { dayOf, readPrestazioni, readTerritorio } from './riferimenti-nazionali.js';
import { csvLine, write } from './scrittura.js';

/** Writes a document about people who do not exist, right or wrong as asked. */
export const genera: Comando = {
  nome: 'genera',
  argomenti: '[opzioni]',
  sommario: 'scrive un file di prova con persone inventate, giusto o con errori scelti',
  note: `Lo stesso seme dà lo stesso file, byte per byte. --errori accetta nomi separati da virgole, codici di regola (PS-04),
oppure tutti. Tipi di errore:
${listOf([...TIPI_ERRORE.map(({ nome, regola }) => `${nome} (${regola})`), ...Object.keys(TIPI_ERRORE_DOCUMENTO)])}`,
  opzioni: {
    tracciato: { type: 'string', valore: 'TRACCIATO', default: 'PS_PSA_SINA', descrizione: 'PS_PSA_SINA o ANAGRAFE' },
    righe: { type: 'string', valore: 'N', default: '100', descrizione: 'quanti record' },
    seme: { type: 'string', valore: 'TESTO', default: 'snodo', descrizione: 'decide ogni scelta' },
    ente: {
      type: 'string',
      valore: 'CODICE',
      default: 'A271',
      descrizione: 'comune mittente, codice Belfiore o ISTAT',
    },
    errori: { type: 'string', valore: 'TIPI', descrizione: 'errori da mettere, a turno' },
    'righe-errate': { type: 'string', valore: 'N', descrizione: 'quanti record sbagliare (se manca: uno per tipo)' },
    elenco: {
      type: 'string',
      valore: 'FILE',
      descrizione: 'scrive che cosa è stato sbagliato: CSV, o JSON se finisce in .json',
    },
    forma: {
      type: 'string',
      valore: 'FORMA',
      descrizione: `${FORME.join(', ')} (se manca: quella del nome del file, o xml)`,
    },
    annullamento: { type: 'boolean', descrizione: 'annulla i record che lo stesso seme inserisce' },
    abbinamento: {
      type: 'string',
      valore: 'CARTELLA',
      descrizione: 'scrive invece un insieme per snodo abbina: registro.csv e domande.csv, con la verità',
    },
    registro: { type: 'string', valore: 'N', default: '20000', descrizione: 'persone del registro, con --abbinamento' },
    domande: { type: 'string', valore: 'N', default: '5000', descrizione: 'record da abbinare, con --abbinamento' },
    uscita: { type: 'string', valore: 'FILE', descrizione: 'dove scrivere il documento (se manca: in uscita)' },
    oggi: {
      type: 'string',
      valore: 'AAAA-MM-GG',
      default: '2025-03-31',
      descrizione: 'giorno della consegna; le prestazioni sono dell’anno prima',
    },
  },
  esegui: generate,
};

async function generate(argomenti: Argomenti, ambiente: Ambiente): Promise<number> {
  const cartella = optional(argomenti, 'abbinamento');
  if (cartella !== undefined) return generaInsieme(cartella, argomenti, ambiente);
  const elenco = new Elenco(optional(argomenti, 'elenco'));
  const uscita = optional(argomenti, 'uscita');
  const seminati: ErroreSeminato[] = [];
  const documento = documentoOf(argomenti, ambiente, formaOf(argomenti, uscita), (errore) => seminati.push(errore));
  const output = uscita === undefined ? ambiente.output : createWriteStream(uscita);
  for await (const byte of documento) {
    await write(output, byte);
    for (const errore of seminati.splice(0)) await elenco.add(errore);
  }
  if (uscita !== undefined) await close(output);
  await elenco.close();
  return USCITA.bene;
}

/** @throws UsoErrato before anything is written */
function documentoOf(
  argomenti: Argomenti,
  ambiente: Ambiente,
  forma: Forma,
  onErrore: (errore: ErroreSeminato) => void,
): AsyncIterable<Uint8Array> {
  const tracciato = required(argomenti, 'tracciato').split('@')[0];
  if (tracciato === 'ANAGRAFE') return generateAnagrafe(richiestaAnagrafeOf(argomenti, ambiente), forma);
  if (tracciato !== 'PS_PSA_SINA') throw new UsoErrato('so generare soltanto PS_PSA_SINA e ANAGRAFE');
  return generateDocumento(richiestaOf(argomenti, ambiente), forma, onErrore);
}

/** The people of the ente; those who came or left have the rest of its region to come from. */
function richiestaAnagrafeOf(argomenti: Argomenti, { now }: Ambiente): RichiestaAnagrafe {
  if (optional(argomenti, 'errori') !== undefined || argomenti.opzioni.annullamento === true)
    throw new UsoErrato('--errori e --annullamento sono soltanto di PS_PSA_SINA');
  const territorio = readTerritorio();
  const oggi = dayOf(now(), optional(argomenti, 'oggi'));
  const ente = comuneOf(required(argomenti, 'ente'), territorio, oggi);
  return {
    seed: required(argomenti, 'seme'),
    righe: integer(required(argomenti, 'righe'), 'righe'),
    ente,
    oggi,
    territorio,
    comuni: territorio.comuniInVigore(oggi).filter(({ regioneIstat }) => regioneIstat === ente.regioneIstat),
  };
}

/** The region of the ente; half of the people live in the ente itself. */
async function generaInsieme(cartella: string, argomenti: Argomenti, { now }: Ambiente): Promise<number> {
  const territorio = readTerritorio();
  const oggi = dayOf(now(), optional(argomenti, 'oggi'));
  const ente = comuneOf(required(argomenti, 'ente'), territorio, oggi);
  const altri = territorio.comuniInVigore(oggi).filter((one) => one.regioneIstat === ente.regioneIstat && one !== ente);
  await generaAbbinamento(cartella, {
    seed: required(argomenti, 'seme'),
    registro: integer(required(argomenti, 'registro'), 'registro'),
    domande: integer(required(argomenti, 'domande'), 'domande'),
    territorio,
    oggi,
    comuni: [ente, ...altri],
  });
  return USCITA.bene;
}

/** As asked, or as the name of the file says. */
function formaOf(argomenti: Argomenti, uscita: string | undefined): Forma {
  const asked = optional(argomenti, 'forma');
  const forma = FORME.find((one) => one === (asked ?? uscita?.split('.').at(-1)?.toLowerCase()));
  if (forma === undefined && asked !== undefined) throw new UsoErrato(`--forma è una di ${FORME.join(', ')}`);
  return forma ?? 'xml';
}

function richiestaOf(argomenti: Argomenti, { now }: Ambiente): RichiestaFlusso {
  const territorio = readTerritorio();
  const oggi = dayOf(now(), optional(argomenti, 'oggi'));
  const comune = comuneOf(required(argomenti, 'ente'), territorio, oggi);
  const errori = optional(argomenti, 'errori');
  const errate = optional(argomenti, 'righe-errate');
  return {
    seed: required(argomenti, 'seme'),
    righe: integer(required(argomenti, 'righe'), 'righe'),
    ente: { codice: comune.belfiore!, denominazione: `COMUNE DI ${comune.denominazione}`, belfiore: comune.belfiore! },
    oggi,
    territorio,
    comuni: territorio.comuniInVigore(oggi).filter(({ regioneIstat }) => regioneIstat === comune.regioneIstat),
    prestazioni: readPrestazioni(),
    errori: errori === undefined ? [] : errori.split(',').flatMap((nome) => tipiOf(nome.trim())),
    righeErrate: errate === undefined ? undefined : integer(errate, 'righe-errate'),
    annullamento: argomenti.opzioni.annullamento === true,
  };
}

function comuneOf(codice: string, territorio: Territorio, oggi: LegalDay): Comune {
  const comune = territorio.comuneByBelfiore(codice.toUpperCase(), oggi) ?? territorio.comuneByIstat(codice, oggi);
  if (comune?.belfiore === undefined) throw new UsoErrato(`nessun comune in vigore ha il codice ${codice}`);
  return comune;
}

function tipiOf(nome: string): readonly string[] {
  if (nome === 'tutti') return TIPI_ERRORE.map((tipo) => tipo.nome);
  if (nome in TIPI_ERRORE_DOCUMENTO) return [nome];
  const tipi = TIPI_ERRORE.filter((tipo) => tipo.nome === nome || tipo.regola === nome.toUpperCase());
  if (tipi.length === 0) throw new UsoErrato(`tipo di errore sconosciuto: ${nome}`);
  return tipi.map((tipo) => tipo.nome);
}

function integer(text: string, option: string): number {
  const value = Number(text);
  if (!/^[0-9]+$/.test(text) || value < 1 || !Number.isSafeInteger(value))
    throw new UsoErrato(`--${option} vuole un numero intero positivo`);
  return value;
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `  ${name}`).join('\n');
}

async function close(output: Writable): Promise<void> {
  output.end();
  await once(output, 'finish');
}

/** The list of what was made wrong, written while the document is. */
class Elenco {
  readonly #output: Writable | undefined;
  readonly #json: boolean;
  #empty = true;

  constructor(file: string | undefined) {
    this.#output = file === undefined ? undefined : createWriteStream(file);
    this.#json = file?.endsWith('.json') === true;
  }

  async add({ riga, tipo, regola, campo }: ErroreSeminato): Promise<void> {
    if (this.#output === undefined) return;
    const start = this.#empty ? this.opening() : this.#json ? ',\n' : '';
    this.#empty = false;
    const line = this.#json ? JSON.stringify({ riga, tipo, regola, campo }) : csvLine([riga, tipo, regola, campo], ',');
    await write(this.#output, start + line);
  }

  async close(): Promise<void> {
    if (this.#output === undefined) return;
    await write(this.#output, (this.#empty ? this.opening() : '') + (this.#json ? '\n]\n' : ''));
    await close(this.#output);
  }

  private opening(): string {
    return this.#json ? '[\n' : csvLine(['riga', 'tipo', 'regola', 'campo'], ',');
  }
}
