import type { RigaInEsame, Verifica, Violazione } from '../tracciato.js';

// The usual shapes of a rule, so that a tracciato states its rules instead of programming them.

/** A condition: these keys hold these values. */
export type Se = Readonly<Record<string, string>>;

function holding(se: Se = {}): (riga: RigaInEsame) => boolean {
  const entries = Object.entries(se);
  return ({ contenuto }) => {
    for (const [campo, value] of entries) if (contenuto[campo] !== value) return false;
    return true;
  };
}

/** The violations of the fields a test finds wrong. Most righe have none, and then no list is made. */
function each(campi: readonly string[], wrong: (campo: string) => boolean): readonly Violazione[] | undefined {
  let found: Violazione[] | undefined;
  for (const campo of campi) if (wrong(campo)) (found ??= []).push({ campo });
  return found;
}

const silent = (riga: RigaInEsame, campo: string): boolean => riga.guasti.size > 0 && riga.guasti.has(campo);

const number = (riga: RigaInEsame, campo: string): number | undefined => riga.contenuto[campo] as number | undefined;

const missing = (riga: RigaInEsame, campo: string): boolean =>
  riga.contenuto[campo] === undefined && !silent(riga, campo) && !riga.fuoriScala.includes(campo);

/** The field is there (when the condition holds). */
export function presente(campo: string, se?: Se): Verifica {
  const violazione: Violazione = { campo };
  const holds = holding(se);
  return (riga) => (holds(riga) && missing(riga, campo) ? violazione : undefined);
}

/** The fields are all there (when the condition holds). */
export function presenti(campi: readonly string[], se: Se): Verifica {
  const holds = holding(se);
  return (riga) => (holds(riga) ? each(campi, (campo) => missing(riga, campo)) : undefined);
}

/** The amount is there and greater than zero (when the condition holds). */
export function positivo(campo: string, se?: Se): Verifica {
  const assente: Violazione = { campo };
  const holds = holding(se);
  return (riga) => {
    if (!holds(riga)) return undefined;
    if (missing(riga, campo)) return assente;
    const value = number(riga, campo);
    return value !== undefined && value <= 0
      ? { campo, messaggio: `${campo} deve essere maggiore di zero.` }
      : undefined;
  };
}

/** All the fields, or none. An empty text is not a value. */
export function tuttiONessuno(campi: readonly string[]): Verifica {
  return (riga) => {
    let given = 0;
    for (const campo of campi) if (hasValue(riga, campo)) given++;
    if (given === 0 || given === campi.length) return undefined;
    return campi.filter((campo) => !hasValue(riga, campo)).map((campo) => ({ campo }));
  };
}

function hasValue(riga: RigaInEsame, campo: string): boolean {
  const value = riga.contenuto[campo];
  return (value !== undefined && value !== '') || silent(riga, campo);
}

/** The day is not before the other. */
export function nonPrima(campo: string, altro: string): Verifica {
  const violazione: Violazione = { campo };
  return ({ contenuto }) => {
    const day = contenuto[campo];
    const other = contenuto[altro];
    return day !== undefined && other !== undefined && (day as string) < (other as string) ? violazione : undefined;
  };
}

/** The day is not after today. */
export function nonFuturo(campi: readonly string[]): Verifica {
  return ({ contenuto }, { oggi }) => each(campi, (campo) => ((contenuto[campo] as string | undefined) ?? '') > oggi);
}

/** The text has this shape. An empty one says nothing and is left to other rules. */
export function forma(campo: string, shape: RegExp): Verifica {
  const violazione: Violazione = { campo };
  return ({ contenuto }) => {
    const value = contenuto[campo] as string | undefined;
    return value === undefined || value === '' || shape.test(value) ? undefined : violazione;
  };
}

/** The fields are there only when the condition holds. */
export function soloSe(campi: readonly string[], se: Se): Verifica {
  const holds = holding(se);
  return (riga) => (holds(riga) ? undefined : each(campi, (campo) => hasValue(riga, campo)));
}

/** Texts are not made of blanks only. */
export function nonBianco(campi: readonly string[]): Verifica {
  return ({ contenuto }) => each(campi, (campo) => isBlank(contenuto[campo] as string | undefined));
}

function isBlank(text: string | undefined): boolean {
  return text !== undefined && text !== '' && text.charCodeAt(0) <= 32 && text.trim() === '';
}

/** Numbers are not negative. */
export function nonNegativo(campi: readonly string[]): Verifica {
  return (riga) => each(campi, (campo) => (number(riga, campo) ?? 0) < 0);
}

/** Speaks of values that broke the schema, in the rule's words instead of the schema's. */
export function guasto(campo: string): Verifica {
  const violazione: Violazione = { campo };
  return (riga) => (silent(riga, campo) ? violazione : undefined);
}
