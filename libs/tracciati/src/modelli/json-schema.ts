import { nomeTracciato } from '../catalogo.js';
import { USI_DELLA_TESTA } from '../piano/lettore-piano.js';
import { snakeOf } from '../piano/nomi.js';
import { pianoOf } from '../piano/piano-of.js';
import type { CampoPiano } from '../piano/piano.js';
import type { Tracciato, UsoEsteso } from '../tracciato.js';
import { type Schema, schemaCampo } from './schema-valore.js';

/** Fields that a document may say once for all its righe. */
const DELLA_TESTA: ReadonlySet<string> = new Set(USI_DELLA_TESTA);

/**
 * JSON Schema (2020-12) of a document of the tracciato, and of one riga in `#/$defs/riga`, for NDJSON and arrays. What it takes, the reader
 * finds no fault of form in; it is stricter than the reader, which takes labels, Italian days and unknown keys with a warning.
 */
export function jsonSchemaOf(tracciato: Tracciato): Schema {
  const piano = pianoOf(tracciato);
  const testa = piano.filter(({ nome }) => DELLA_TESTA.has(nome)).map((campo) => [campo.nome, schemaCampo(campo)]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:snodo:tracciato:${tracciato.codice}:${tracciato.versione}`,
    title: tracciato.titolo,
    description: `${tracciato.descrizione} Scritto da Snodo dalla dichiarazione di ${nomeTracciato(tracciato)}.`,
    type: 'object',
    properties: {
      ...Object.fromEntries(testa),
      righe: { description: 'Le righe.', type: 'array', minItems: 1, items: { $ref: '#/$defs/riga' } },
    },
    required: ['righe'],
    additionalProperties: false,
    $defs: { riga: { title: 'Una riga', ...schemaRiga(piano, tracciato) } },
  };
}

function schemaRiga(piano: readonly CampoPiano[], tracciato: Tracciato): Schema {
  const gruppo = gruppoOf(piano);
  const completa = { required: dovutiOf(gruppo), ...alternative(piano, tracciato) };
  const ridotte = ridotteOf(piano, tracciato);
  const when = ridotte.length === 0 ? completa : { if: { anyOf: ridotte }, else: completa };
  return { ...schemaGruppo(gruppo), ...when };
}

/** Fields as JSON nests them: a group of its own key is an object, one that repeats a list of them. */
interface Gruppo {
  readonly campi: Map<string, CampoPiano>;
  readonly gruppi: Map<string, Gruppo>;
  /** How many times it may stand. */
  volte: number;
  ripete: boolean;
}

const nuovo = (): Gruppo => ({ campi: new Map(), gruppi: new Map(), volte: 1, ripete: false });

function gruppoOf(piano: readonly CampoPiano[]): Gruppo {
  const radice = nuovo();
  for (const campo of piano) {
    if (campo.esteso !== undefined) {
      radice.campi.set(campo.nome, campo);
      continue;
    }
    const path = campo.chiave.split('.');
    const last = path.pop()!;
    let gruppo = radice;
    for (const step of path) gruppo = stepInto(gruppo, step);
    const nome = snakeOf(campo.attributo?.nome ?? last);
    // Repetitions have the same fields: the first says which are due.
    if (!gruppo.campi.has(nome)) gruppo.campi.set(nome, campo);
  }
  return radice;
}

function stepInto(gruppo: Gruppo, step: string): Gruppo {
  if (/^[0-9]+$/.test(step)) {
    gruppo.ripete = true;
    gruppo.volte = Math.max(gruppo.volte, Number(step) + 1);
    return gruppo;
  }
  const nome = snakeOf(step);
  if (!gruppo.gruppi.has(nome)) gruppo.gruppi.set(nome, nuovo());
  return gruppo.gruppi.get(nome)!;
}

function schemaGruppo({ campi, gruppi }: Gruppo): Schema {
  const own = [...campi].map(([nome, campo]) => [nome, schemaCampo(campo)]);
  const inside = [...gruppi].map(([nome, gruppo]) => [nome, schemaDentro(gruppo)]);
  return { type: 'object', properties: Object.fromEntries([...own, ...inside]), additionalProperties: false };
}

/** Within a group that is there, its fields are due as the schema of INPS says, whether or not the group itself is. */
function schemaDentro(gruppo: Gruppo): Schema {
  const required = [...gruppo.campi].flatMap(([nome, { attributo }]) =>
    attributo?.obbligatorio === true ? [nome] : [],
  );
  const descrizione = [...gruppo.campi.values()][0]?.elemento?.descrizione;
  const schema = { ...schemaGruppo(gruppo), ...(required.length === 0 ? {} : { required }) };
  const description = descrizione === undefined ? {} : { description: descrizione };
  if (!gruppo.ripete) return { ...description, ...schema };
  return { ...description, type: 'array', minItems: 1, maxItems: gruppo.volte, items: schema };
}

/** Names due in every complete riga, those of groups among them. */
function dovutiOf({ campi, gruppi }: Gruppo): string[] {
  const own = [...campi].flatMap(([nome, { obbligatorio }]) => (obbligatorio ? [nome] : []));
  const inside = [...gruppi].flatMap(([nome, gruppo]) => (dovutiOf(gruppo).length > 0 ? [nome] : []));
  return [...own, ...inside];
}

/** What may stand in for a field of INPS's: the day of birth for its year, a local code for the code, a codice fiscale for a pseudonym. */
function alternative(piano: readonly CampoPiano[], { chiave }: Tracciato): Schema {
  const suppliti: Partial<Record<UsoEsteso, string>> = {
    ...(chiave.codicePrestazione === undefined ? {} : { codice_locale: chiave.codicePrestazione }),
    ...(chiave.idBeneficiario === undefined ? {} : { codice_fiscale: chiave.idBeneficiario }),
  };
  const pairs = piano.flatMap(({ esteso, nome }) => {
    const key = esteso?.uso === undefined ? esteso?.anno : suppliti[esteso.uso];
    const other = piano.find((campo) => campo.chiave === key);
    return other?.attributo?.obbligatorio === true
      ? [{ anyOf: [{ required: [other.nome] }, { required: [nome] }] }]
      : [];
  });
  return pairs.length === 0 ? {} : { allOf: pairs };
}

/** Righe that need not be complete: a cancellation that names its record, one that says it is provisional. */
function ridotteOf(piano: readonly CampoPiano[], { annullamento }: Tracciato): Schema[] {
  const nomeOf = (wanted: (campo: CampoPiano) => boolean): string | undefined => piano.find(wanted)?.nome;
  const id = nomeOf(({ esteso }) => esteso?.uso === 'id_mittente');
  const provvisoria = nomeOf(({ esteso }) => esteso?.uso === 'provvisoria');
  const operazione = nomeOf(({ chiave }) => chiave === annullamento?.campo);
  const when = (nome: string | undefined, value: unknown): Schema[] =>
    id === undefined || nome === undefined ? [] : [{ properties: { [nome]: { const: value } }, required: [nome, id] }];
  return [...when(operazione, annullamento?.vale), ...when(provvisoria, true)];
}
