import { ANAGRAFICA, CITTADINANZA, type Ordine, RESIDENZA, byAutorita, byRecency, forza, voceOf } from './autorita.js';
import { codiciMigliori } from './codici-migliori.js';
import type { DatiPersona, Scheda } from './dati-persona.js';
import { diverse } from './detti-diversi.js';
import { type VitaPersona, vitaOf } from './vita.js';

/** The best that is known of a person, with the record that each field was taken from: its scheda says of whom it is, and since when. */
export interface DatiMigliori extends VitaPersona {
  readonly dati: DatiPersona;
  /** Fields by record id: most persons have one source for all, and this is kept of each. */
  readonly fonti: Readonly<Record<string, readonly (keyof DatiPersona)[]>>;
}

type Campo = Exclude<keyof DatiPersona, 'codici' | 'comuneResidenza'>;

/** Whose word counts more, field by field. */
const CAMPI: Readonly<Record<Campo, Ordine>> = {
  cognome: ANAGRAFICA,
  nome: ANAGRAFICA,
  sesso: ANAGRAFICA,
  annoNascita: ANAGRAFICA,
  dataNascita: ANAGRAFICA,
  luogoNascita: ANAGRAFICA,
  cittadinanze: CITTADINANZA,
  statoCivile: ANAGRAFICA,
};
const ORDINI = [...new Set(Object.values(CAMPI))];

/**
 * Field by field, what the strongest source says, and of equally strong ones the most recent. A source that is silent on a field does
 * not erase what others said of it. Nothing depends on the order in which messages came.
 * @param all its schede, at least one
 * @param residenza where the registries of residence know the person to live: null nowhere, undefined if none of them ever spoke
 */
export function datiMigliori(all: readonly Scheda[], residenza?: string | null): DatiMigliori {
  const schede = diverse(all);
  const { comune, recordId } = residenzaOf(schede, residenza);
  const codici = codiciMigliori(schede, comune);
  const dati: Record<string, unknown> = { codici: codici.codici };
  const fonti: Record<string, (keyof DatiPersona)[]> = {};
  const note = (record: string | undefined, field: keyof DatiPersona): void => {
    if (record !== undefined) (fonti[record] ??= []).push(field);
  };
  note(codici.recordId, 'codici');
  const inOrdine = new Map(ORDINI.map((ordine) => [ordine, schede.toSorted(byAutorita(ordine, comune))]));
  for (const [field, ordine] of Object.entries(CAMPI) as [Campo, Ordine][]) {
    const said = inOrdine.get(ordine)!.find((scheda) => saidBy(scheda, field, dati) !== undefined);
    if (said === undefined) continue;
    dati[field] = saidBy(said, field, dati);
    note(said.recordId, field);
  }
  if (comune !== null) dati['comuneResidenza'] = comune;
  note(recordId, 'comuneResidenza');
  const named = { cognome: '', nome: '', cittadinanze: [], ...dati } as unknown as DatiPersona;
  return { dati: named, fonti, ...vitaOf(schede, comune) };
}

/** Where registries of residence are silent, the comune that the strongest and most recent source says. */
function residenzaOf(
  schede: readonly Scheda[],
  known: string | null | undefined,
): { comune: string | null; recordId: string | undefined } {
  // A registry office speaks of residence in its own comune: of another it repeats what it heard.
  const place = (scheda: Scheda): number => forza(RESIDENZA, voceOf(scheda, scheda.dati.comuneResidenza!));
  const said = schede
    .filter(({ dati }) => dati.comuneResidenza !== undefined && (known === undefined || dati.comuneResidenza === known))
    .toSorted((one, other) => place(one) - place(other) || byRecency(one, other))[0];
  return { comune: known === undefined ? (said?.dati.comuneResidenza ?? null) : known, recordId: said?.recordId };
}

/** Undefined where the scheda is silent, or where it says a birthday of another year than the one chosen: two sources make no third. */
function saidBy({ dati }: Scheda, field: Campo, chosen: Readonly<Record<string, unknown>>): unknown {
  const { annoNascita, dataNascita } = dati;
  const anno = annoNascita ?? (dataNascita === undefined ? undefined : Number(dataNascita.slice(0, 4)));
  if (field === 'annoNascita') return anno;
  if (field === 'dataNascita') return dataNascita?.startsWith(String(chosen['annoNascita'])) ? dataNascita : undefined;
  const value = dati[field];
  return value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value;
}
