import type { RigaInEsame, Verifica, Violazione } from '../tracciato.js';

/** A condition: these keys hold these values. */
export type Se = Readonly<Record<string, string>>;

/** The usual shapes of a rule, so that a tracciato states its rules instead of programming them. */
const holds = (riga: RigaInEsame, se: Se | undefined): boolean =>
  se === undefined || Object.keys(se).every((campo) => riga.contenuto[campo] === se[campo]);

const silent = (riga: RigaInEsame, campo: string): boolean => riga.guasti.size > 0 && riga.guasti.has(campo);

const number = (riga: RigaInEsame, campo: string): number | undefined => riga.contenuto[campo] as number | undefined;

const missing = (riga: RigaInEsame, campo: string): boolean =>
  riga.contenuto[campo] === undefined && !silent(riga, campo) && !riga.fuoriScala.includes(campo);

/** The field is there (when the condition holds). */
export function presente(campo: string, se?: Se): Verifica {
  const violazione: Violazione = { campo };
  return (riga) => (holds(riga, se) && missing(riga, campo) ? violazione : undefined);
}

/** The amount is there and greater than zero (when the condition holds). */
export function positivo(campo: string, se?: Se): Verifica {
  const assente: Violazione = { campo };
  return (riga) => {
    if (!holds(riga, se)) return undefined;
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

/** The two days lie in one calendar year. */
export function stessoAnno(campo: string, altro: string): Verifica {
  const violazione: Violazione = { campo };
  return ({ contenuto }) => {
    const day = contenuto[campo] as string | undefined;
    const other = contenuto[altro] as string | undefined;
    return day !== undefined && other !== undefined && day.slice(0, 4) !== other.slice(0, 4) ? violazione : undefined;
  };
}

/** The day is not after today. */
export function nonFuturo(campi: readonly string[]): Verifica {
  return ({ contenuto }, { oggi }) => {
    const future = campi.filter((campo) => ((contenuto[campo] as string | undefined) ?? '') > oggi);
    return future.length === 0 ? undefined : future.map((campo) => ({ campo }));
  };
}

/** The text has this shape. An empty one says nothing and is left to other rules. */
export function forma(campo: string, shape: RegExp): Verifica {
  const violazione: Violazione = { campo };
  return ({ contenuto }) => {
    const value = contenuto[campo] as string | undefined;
    return value === undefined || value === '' || shape.test(value) ? undefined : violazione;
  };
}

/** The field is there only when the condition holds. */
export function soloSe(campi: readonly string[], se: Se): Verifica {
  return (riga) => {
    if (holds(riga, se)) return undefined;
    const there = campi.filter((campo) => hasValue(riga, campo));
    return there.length === 0 ? undefined : there.map((campo) => ({ campo }));
  };
}

/** Texts are not made of blanks only. */
export function nonBianco(campi: readonly string[]): Verifica {
  return ({ contenuto }) => {
    const blank = campi.filter((campo) => {
      const value = contenuto[campo] as string | undefined;
      return value !== undefined && value !== '' && value.trim() === '';
    });
    return blank.length === 0 ? undefined : blank.map((campo) => ({ campo }));
  };
}

/** Speaks of values that broke the schema, in the rule's words instead of the schema's. */
export function guasto(campo: string): Verifica {
  const violazione: Violazione = { campo };
  return (riga) => (silent(riga, campo) ? violazione : undefined);
}
