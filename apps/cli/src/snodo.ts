import { parseArgs } from 'node:util';
import {
  type Ambiente,
  type Argomenti,
  type Comando,
  Impossibile,
  type Opzione,
  USCITA,
  UsoErrato,
} from './comando.js';
import { accessi } from './accessi.js';
import { abbina } from './abbina.js';
import { correggi } from './correggi.js';
import { genera } from './genera.js';
import { interessato } from './interessato.js';
import { invia } from './invia.js';
import { ricevuta } from './ricevuta.js';
import { sigillo } from './sigillo.js';
import { stato } from './stato.js';
import { token } from './token.js';
import { verifica } from './verifica.js';

export const COMANDI: readonly Comando[] = [
  verifica,
  genera,
  invia,
  stato,
  correggi,
  ricevuta,
  sigillo,
  accessi,
  abbina,
  interessato,
  token,
];

const HELP: Opzione = { type: 'boolean', descrizione: 'mostra queste righe' };

/** Runs one command line. @returns the exit code of the process */
export async function runSnodo(args: readonly string[], ambiente: Ambiente): Promise<number> {
  const [nome, ...rest] = args;
  const comando = COMANDI.find((comando) => comando.nome === nome);
  if (comando === undefined) {
    const asked = nome === undefined || nome === '--help' || nome === '-h' || nome === 'help';
    (asked ? ambiente.output : ambiente.errors).write(
      asked ? overview() : `comando sconosciuto: ${nome}\n\n${overview()}`,
    );
    return asked && nome !== undefined ? USCITA.bene : USCITA.usoErrato;
  }
  try {
    const argomenti = parse(comando, rest);
    if (argomenti.opzioni.help !== true) return await comando.esegui(argomenti, ambiente);
    ambiente.output.write(usage(comando));
    return USCITA.bene;
  } catch (error) {
    return explain(error, comando, ambiente);
  }
}

function parse(comando: Comando, args: readonly string[]): Argomenti {
  try {
    const options = { ...comando.opzioni, help: HELP };
    const { values, positionals } = parseArgs({ args: args.slice(), options, allowPositionals: true, strict: true });
    return { opzioni: values, posizionali: positionals };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const quoted = /'([^' ]+)/.exec(message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsoErrato(`opzione sconosciuta: ${quoted}`);
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') throw new UsoErrato(`valore mancante o di troppo: ${quoted}`);
    throw error;
  }
}

function explain(error: unknown, comando: Comando, { errors }: Ambiente): number {
  if (error instanceof UsoErrato) {
    // Not the whole help: it would scroll away what is wrong.
    errors.write(`${error.message}\n\n${usageLine(comando)}\nsnodo ${comando.nome} --help elenca le opzioni.\n`);
    return USCITA.usoErrato;
  }
  if (!(error instanceof Impossibile)) throw error;
  errors.write(`${error.message}\n`);
  return error.uscita;
}

function overview(): string {
  const lines = COMANDI.map(({ nome, sommario }) => `  ${nome.padEnd(10)} ${sommario}\n`);
  return `snodo: consegne all’hub regionale dei servizi sociali, dalla riga di comando

uso: snodo COMANDO [opzioni]

${lines.join('')}
snodo COMANDO --help spiega il comando.
`;
}

function usageLine({ nome, argomenti }: Comando): string {
  return `uso: snodo ${nome} ${argomenti}\n`;
}

function usage(comando: Comando): string {
  const { nome, sommario, note, opzioni } = comando;
  const lines = Object.entries<Opzione>({ ...opzioni, help: HELP }).map(
    ([option, { valore, descrizione, default: standard }]) => {
      const flag = valore === undefined ? `--${option}` : `--${option} ${valore}`;
      return `  ${flag.padEnd(24)} ${descrizione}${typeof standard === 'string' ? ` (se manca: ${standard})` : ''}\n`;
    },
  );
  const more = note === undefined ? '' : `\n${note}\n`;
  return `snodo ${nome}: ${sommario}\n\n${usageLine(comando)}\n${lines.join('')}${more}`;
}
