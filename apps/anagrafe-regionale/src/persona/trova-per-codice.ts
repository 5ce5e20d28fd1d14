import { nomiUguali, nomiVicini } from '#libs/abbinamento';
import { codicePrincipale } from './codice-detto.js';
import { coppiaOf, keyOf } from './coppie.js';
import type { DatiPersona, Scheda } from './dati-persona.js';
import type { IndiciCodice } from './riferimento.js';
import type { Precedente, SchedeNote } from './schede-note.js';

/** What the codes of a scheda say of whose it is. */
export interface TrovatoPerCodice {
  /** Certain and unique, or nothing. */
  readonly personaId: string | undefined;
  /** Somebody has the code by which the scheda calls the person, and may be another. */
  readonly codiceDiAltri: boolean;
}

/**
 * Whose a scheda is by its codes: first who is called by the same code, then who is by another of the same base, then who ever had one
 * of its codes. A code is believed only with a near given name.
 * @param before what the record said before, and of whom it was
 * @param distinti pairs that somebody separated: what says no code that it had not said goes from none to the other
 */
export function trovaPerCodice(
  note: SchedeNote,
  scheda: Scheda,
  before: Precedente | undefined,
  distinti: ReadonlySet<string> = new Set(),
): TrovatoPerCodice {
  const own = indicePrincipale(scheda);
  const { dati } = scheda;
  const near = (ids: readonly string[]): string[] => agreeing(note, ids, dati, before?.id);
  const calledBy = (holds: (its: IndiciCodice, own: IndiciCodice) => boolean): string[] =>
    own === undefined
      ? []
      : note.living([own.gruppo], scheda, (other) => {
          const its = indicePrincipale(other);
          return its !== undefined && holds(its, own);
        });
  const sameCode = calledBy((its, { indice }) => its.indice === indice);
  const sameBase = calledBy((its, { gruppo, indice }) => its.gruppo === gruppo && its.indice !== indice);
  const indici = new Set(scheda.indici.map(({ indice }) => indice));
  const ever = note
    .living(
      scheda.indici.map(({ gruppo }) => gruppo),
      scheda,
      (other) => other.indici.some(({ indice }) => indici.has(indice)),
    )
    .filter((id) => !haAltroCodiceFiscale(scheda, note.diverse(id)));
  const trovata =
    only(near(sameCode)) ??
    // Omocodia is given to two persons of equal letters: another code of the same base needs the surname too.
    only(near(sameBase).filter((id) => note.detti(id).some(({ cognome }) => nomiVicini(cognome, dati.cognome)))) ??
    only(near(ever.filter((id) => !sameCode.includes(id)))) ??
    restaDove(note, scheda, before);
  const codiceDiAltri = sameCode.length > 0 || (own !== undefined && note.isAffollato(own.gruppo));
  const personaId = trovata !== undefined && isKeptBack(scheda, before, trovata, distinti) ? before!.id : trovata;
  return { personaId, codiceDiAltri };
}

function isKeptBack(
  { indici }: Scheda,
  before: Precedente | undefined,
  found: string,
  distinti: ReadonlySet<string>,
): boolean {
  if (before === undefined || !distinti.has(keyOf(coppiaOf(before.id, found)))) return false;
  return indici.every(({ indice }) => before.scheda.indici.some((one) => one.indice === indice));
}

/**
 * A record that knew two codes of a person, and says one of them again beside a third, speaks of the same: nobody else need know the one
 * in the middle.
 */
function restaDove(note: SchedeNote, scheda: Scheda, before: Precedente | undefined): string | undefined {
  if (before === undefined || before.scheda.indici.length < 2) return undefined;
  const others = note.diverse(before.id);
  const again = scheda.indici.some(({ indice }) => before.scheda.indici.some((one) => one.indice === indice));
  const near = nomiVicini(chiamato(before.scheda.dati, scheda.dati), chiamato(scheda.dati, before.scheda.dati));
  return others.length > 0 && again && near && !haAltroCodiceFiscale(scheda, others) ? before.id : undefined;
}

/**
 * Whether both have a codice fiscale and none in common, of now or of before: two persons, whatever else agrees. Codes of one base are
 * not held against each other here.
 */
export function haAltroCodiceFiscale(scheda: Scheda, altre: readonly Scheda[]): boolean {
  const own = codiciFiscali(scheda);
  const others = altre.flatMap(codiciFiscali);
  return own.length > 0 && others.length > 0 && !own.some((gruppo) => others.includes(gruppo));
}

/** Where the code by which a scheda calls its person is found. */
export function indicePrincipale({ dati: { codici }, indici }: Scheda): IndiciCodice | undefined {
  return codicePrincipale(codici) === undefined ? undefined : indici[0];
}

function codiciFiscali({ dati, indici }: Scheda): string[] {
  return indici.filter((_, at) => dati.codici[at]!.sistema === 'codice_fiscale').map(({ gruppo }) => gruppo);
}

/** Those whose given name is the same, else those whose given name is near; of several, the one that the record was already of. */
function agreeing(note: SchedeNote, ids: readonly string[], dati: DatiPersona, before: string | undefined): string[] {
  const called = (compare: typeof nomiUguali): string[] =>
    ids.filter((id) => note.detti(id).some((named) => compare(chiamato(named, dati), chiamato(dati, named))));
  const equal = called(nomiUguali);
  const found = equal.length > 0 ? equal : called(nomiVicini);
  const own = found.filter((id) => id === before);
  return own.length > 0 ? own : found;
}

/** The given name; where either has none, the whole name. */
function chiamato({ cognome, nome }: DatiPersona, other: DatiPersona): string {
  return nome !== '' && other.nome !== '' ? nome : `${cognome} ${nome}`.trim();
}

function only(ids: readonly string[]): string | undefined {
  return ids.length === 1 ? ids[0] : undefined;
}
