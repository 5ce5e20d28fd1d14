import type { Readable, Writable } from 'node:stream';

/** What a command sees of the machine: tests give it their own. */
export interface Ambiente {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** An option as `node:util` parses it, with the Italian line that `--help` shows. */
export interface Opzione {
  readonly type: 'string' | 'boolean';
  readonly default?: string | boolean;
  /** Name of the value in the help text. */
  readonly valore?: string;
  readonly descrizione: string;
}

export interface Argomenti {
  readonly posizionali: readonly string[];
  readonly opzioni: Readonly<Record<string, string | boolean | undefined>>;
}

/** One command of `snodo`, one file each. */
export interface Comando {
  readonly nome: string;
  /** What follows the name in the usage line, options left out. */
  readonly argomenti: string;
  readonly sommario: string;
  readonly note?: string;
  readonly opzioni: Readonly<Record<string, Opzione>>;
  /** @returns the exit code @throws UsoErrato for arguments that make no sense */
  readonly esegui: (argomenti: Argomenti, ambiente: Ambiente) => Promise<number>;
}

/** Exit codes; the first three are what `verifica` promises. */
export const USCITA = { bene: 0, errori: 1, illeggibile: 2, impossibile: 3, nonFinito: 4, usoErrato: 64 } as const;

/** The command was called in a way it does not have. The message is Italian and shown beside the usage line. */
export class UsoErrato extends Error {}

/** Something the command needed was not there or said no. The message is Italian and shown alone. */
export class Impossibile extends Error {
  constructor(
    message: string,
    readonly uscita: number = USCITA.impossibile,
  ) {
    super(message);
  }
}

/** The value of an option that must be given. */
export function required({ opzioni }: Argomenti, nome: string): string {
  const value = opzioni[nome];
  if (typeof value !== 'string' || value === '') throw new UsoErrato(`manca --${nome}`);
  return value;
}

/** The value of a text option, if given. */
export function optional({ opzioni }: Argomenti, nome: string): string | undefined {
  const value = opzioni[nome];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The only positional argument. */
export function only({ posizionali }: Argomenti, nome: string): string {
  const [value, ...more] = posizionali;
  if (value === undefined) throw new UsoErrato(`manca ${nome}`);
  if (more.length > 0) throw new UsoErrato(`argomento in più: ${more[0]}`);
  return value;
}
