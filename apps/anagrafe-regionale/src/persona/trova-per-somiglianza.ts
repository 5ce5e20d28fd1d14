import { type Confrontato, type Giudizio, type Soggetto, SOGLIE } from '#libs/abbinamento';
import { type Coppia, coppiaOf, keyOf } from './coppie.js';
import type { Scheda } from './dati-persona.js';
import type { Precedente, SchedeNote } from './schede-note.js';
import { soggettoDi } from './soggetto-di.js';
import { haAltroCodiceFiscale } from './trova-per-codice.js';

/** Who of the candidates is the person, if anybody, and by which weights. */
export interface Giudice {
  readonly modello: string;
  judge(soggetto: Soggetto, candidati: readonly Soggetto[]): Giudizio;
}

/** Somebody whom a scheda may be of, but not for certain. */
export interface Somigliante {
  readonly personaId: string;
  readonly punteggio: number;
  readonly evidenza: object;
}

export interface TrovatoPerSomiglianza {
  readonly certa: { readonly personaId: string; readonly punteggio: number } | undefined;
  readonly somiglianti: readonly Somigliante[];
}

/** Whom to ask somebody about: more than a few are a name that many have. */
const MOST = 5;

/**
 * Whose a scheda is by what it says besides codes. Never a person with another codice fiscale, never without a day of birth on both
 * sides: of one name, year and country there are many.
 * @param distinti pairs that somebody separated
 */
export function trovaPerSomiglianza(
  note: SchedeNote,
  scheda: Scheda,
  before: Precedente | undefined,
  { giudice, distinti }: { readonly giudice: Giudice; readonly distinti: ReadonlySet<string> },
): TrovatoPerSomiglianza {
  const ids = note
    .near(scheda)
    .filter((id) => before === undefined || id === before.id || !distinti.has(keyOf(coppiaOf(id, before.id))));
  const giudizio = giudice.judge(
    soggettoDi(note.distintivi(scheda)),
    ids.map((id) => soggettoDi(note.migliori(id).dati)),
  );
  const found = giudizio.esito === 'nessuna' ? [] : [giudizio, ...giudizio.altri];
  const certa = (giudizio.esito === 'certa' ? giudizio : undefined) ?? found.find((one) => stays(one, ids, before));
  const indici = new Set(scheda.indici.map(({ indice }) => indice));
  return {
    certa: certa !== undefined && isFree(note, scheda, ids[certa.candidato]!) ? placed(certa, ids) : undefined,
    somiglianti: found
      // A common code is a doubt of its own, which a correction of the code takes away.
      .filter(({ candidato }) => !note.diverse(ids[candidato]!).some(hasOneOf(indici)))
      .slice(0, MOST)
      .map(({ probabilita, evidenza, veti, ...one }) => ({
        ...placed(one, ids),
        evidenza: { probabilita, veti, evidenza, modello: giudice.modello },
      })),
  };
}

/** Whose the record was, and it is as like as ever: that others became like too moves nobody. */
function stays(one: Confrontato, ids: readonly string[], before: Precedente | undefined): boolean {
  const own = one.veti.every((veto) => veto === 'altri_vicini');
  return ids[one.candidato] === before?.id && own && one.probabilita >= SOGLIE.certa;
}

function isFree(note: SchedeNote, scheda: Scheda, id: string): boolean {
  if (haAltroCodiceFiscale(scheda, note.diverse(id))) return false;
  return scheda.dati.dataNascita !== undefined && note.migliori(id).dati.dataNascita !== undefined;
}

function hasOneOf(indici: ReadonlySet<string>): (scheda: Scheda) => boolean {
  return (scheda) => scheda.indici.some(({ indice }) => indici.has(indice));
}

function placed({ candidato, punteggio }: Pick<Confrontato, 'candidato' | 'punteggio'>, ids: readonly string[]) {
  return { personaId: ids[candidato]!, punteggio };
}

/** The pairs of a new person with those it may be. */
export function coppieDi(personaId: string, somiglianti: readonly Somigliante[]): (Somigliante & { coppia: Coppia })[] {
  return somiglianti
    .filter((one) => one.personaId !== personaId)
    .map((one) => ({ ...one, coppia: coppiaOf(personaId, one.personaId) }));
}
