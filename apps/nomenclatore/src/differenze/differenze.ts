import { type Gruppo, gruppiDi, passaggiAttraverso } from './sostituzioni.js';
import type { Versioni, VoceConfrontata } from './voce-confrontata.js';

/** In the order in which they are read: what asks for work first. */
export const TIPI_DIFFERENZA = [
  'divisa',
  'unita',
  'ricomposta',
  'ricodificata',
  'tolta',
  'aggiunta',
  'rinominata',
  'spostata',
  'variata',
] as const;
/** `ricomposta`: several codes became several others, and which into which cannot be said code by code. */
export type TipoDifferenza = (typeof TIPI_DIFFERENZA)[number];

/** One thing that is said otherwise of an item: a field or an attribute. */
export interface CampoCambiato {
  readonly campo: string;
  readonly prima: unknown;
  readonly dopo: unknown;
}

/** What happened to some codes. Every code of either version is in one difference at most, else it did not change. */
export interface Differenza {
  readonly tipo: TipoDifferenza;
  readonly prima: readonly VoceConfrontata[];
  readonly dopo: readonly VoceConfrontata[];
  /** Everything that changed where one code became one; empty for the others. */
  readonly campi: readonly CampoCambiato[];
}

export interface Confronto {
  readonly differenze: readonly Differenza[];
  /** Codes that are in both versions and mean the same. */
  readonly invariate: readonly string[];
}

/**
 * What changed between two versions of a code system.
 * @param versioni in order of time: the first and the last are compared, those between say what became of codes on the way (an item
 * names only codes of the version just before its own)
 */
export function confronta(versioni: Versioni): Confronto {
  const [prima, dopo] = [versioni[0], versioni.at(-1)!];
  const before = new Map(prima.map((voce) => [voce.codice, voce]));
  const after = new Map(dopo.map((voce) => [voce.codice, voce]));
  const gruppi = gruppiDi(prima, dopo, passaggiAttraverso(versioni));
  const recoded = new Map(
    gruppi.flatMap((gruppo) => (isOneToOne(gruppo) ? [[gruppo.prima[0]!, gruppo.dopo[0]!] as const] : [])),
  );
  const differenze: Differenza[] = [];
  const invariate: string[] = [];
  for (const gruppo of gruppi) {
    const voci = {
      prima: gruppo.prima.map((codice) => before.get(codice)!),
      dopo: gruppo.dopo.map((codice) => after.get(codice)!),
    };
    const campi = isOneToOne(gruppo) ? campiCambiati(voci.prima[0]!, voci.dopo[0]!, recoded) : [];
    const tipo = tipoOf(gruppo, campi);
    if (tipo === undefined) invariate.push(gruppo.dopo[0]!);
    else differenze.push({ tipo, ...voci, campi });
  }
  return { differenze: sortedByTipo(differenze), invariate };
}

function isOneToOne({ prima, dopo }: Gruppo): boolean {
  return prima.length === 1 && dopo.length === 1;
}

function tipoOf({ prima, dopo }: Gruppo, campi: readonly CampoCambiato[]): TipoDifferenza | undefined {
  if (prima.length === 0) return 'aggiunta';
  if (dopo.length === 0) return 'tolta';
  if (prima.length > 1) return dopo.length > 1 ? 'ricomposta' : 'unita';
  if (dopo.length > 1) return 'divisa';
  if (prima[0] !== dopo[0]) return 'ricodificata';
  const changed = new Set(campi.map(({ campo }) => campo));
  if (changed.has('denominazione')) return 'rinominata';
  if (changed.has('padre')) return 'spostata';
  return changed.size > 0 ? 'variata' : undefined;
}

/** A parent that has only another code is the same parent: else one new code of a heading would move all that is under it. */
function campiCambiati(
  prima: VoceConfrontata,
  dopo: VoceConfrontata,
  recoded: ReadonlyMap<string, string>,
): CampoCambiato[] {
  const isSameParent =
    prima.padre === null ? dopo.padre === null : (recoded.get(prima.padre) ?? prima.padre) === dopo.padre;
  const fields = [
    { campo: 'denominazione', prima: prima.denominazione, dopo: dopo.denominazione },
    ...(isSameParent ? [] : [{ campo: 'padre', prima: prima.padre, dopo: dopo.padre }]),
    { campo: 'descrizione', prima: prima.descrizione, dopo: dopo.descrizione },
    ...attributiOf(prima, dopo),
  ];
  return fields.filter((field) => JSON.stringify(field.prima) !== JSON.stringify(field.dopo));
}

/** All but `sostituisce`, which says how two versions hang together and is not about the item. */
function attributiOf(prima: VoceConfrontata, dopo: VoceConfrontata): CampoCambiato[] {
  const names = new Set([...Object.keys(prima.attributi), ...Object.keys(dopo.attributi)]);
  names.delete('sostituisce');
  return [...names].sort().map((campo) => {
    return { campo, prima: prima.attributi[campo] ?? null, dopo: dopo.attributi[campo] ?? null };
  });
}

function sortedByTipo(differenze: readonly Differenza[]): Differenza[] {
  return TIPI_DIFFERENZA.flatMap((tipo) => differenze.filter((one) => one.tipo === tipo));
}
