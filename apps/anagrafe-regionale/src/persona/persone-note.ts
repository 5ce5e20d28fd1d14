import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { EsitoCollegamento } from '#libs/contracts';
import { type Coppia, condivisi } from './coppie.js';
import type { Scheda } from './dati-persona.js';
import { type Persona, type Precedente, SchedeNote } from './schede-note.js';
import { trovaPerCodice } from './trova-per-codice.js';
import { type Giudice, type Somigliante, coppieDi, trovaPerSomiglianza } from './trova-per-somiglianza.js';

/** A record to be linked: the scheda it makes, none if it is cancelled. */
export interface RigaDaCollegare {
  readonly recordId: string;
  readonly scheda: Scheda | undefined;
  /** Whose it is by decision of a person: nothing else is asked. */
  readonly fissata?: string | undefined;
}

/** Righe judged without a pause: each may be compared with some hundreds of persons. */
const AT_ONCE = 10;

/** How it was decided whose a record is. */
export type Decisione = 'codice' | 'automatica' | 'nuova' | 'manuale';

export interface Collegamento {
  /** Undefined for the cancellation of a record that nobody had, and for who may not be made. */
  readonly personaId: string | undefined;
  /** Undefined for a cancellation; `ignota`: of nobody known, where nobody new may be made. */
  readonly esito: EsitoCollegamento | 'ignota' | undefined;
}

/** What is to be written after some links. */
export interface Variazioni {
  /** Persons that are new, or have other schede or another doubt than before. */
  readonly persone: readonly Persona[];
  /** Persons of whom no source says anything any more. */
  readonly sciolte: readonly string[];
  readonly schede: readonly (Posto & { readonly scheda: Scheda })[];
  /** Records cancelled, and those that are of nobody known. */
  readonly tolte: readonly string[];
  /** Of the records written or taken away, those that were somebody's before: the others leave nothing behind. */
  readonly riviste: readonly string[];
  /** Pairs of whom somebody new is one, and who may be one person by what they say besides codes. */
  readonly somiglianti: readonly (Somigliante & { readonly coppia: Coppia })[];
  /** Persons in memory that have a code in common: all there are among them. */
  readonly coppie: readonly Coppia[];
  /** Whether any of those in memory has, or had, a code in common with another. */
  readonly inDubbio: boolean;
  /** Groups of codes of which not every person is in memory: whether theirs are in doubt is to be looked up. */
  readonly affollati: readonly string[];
  /** Of persons that are no more because their records are others' now, those others. */
  readonly eredi: ReadonlyMap<string, string>;
}

/** Whose a record was found to be. */
interface Posto {
  readonly personaId: string;
  readonly esito: EsitoCollegamento;
  readonly decisione: Decisione;
  /** Of `automatica`. */
  readonly punteggio?: number;
  readonly modello?: string;
}

/** What may be asked besides codes. */
interface Somiglianza {
  readonly giudice: Giudice;
  /** Pairs that somebody separated. */
  readonly distinti: ReadonlySet<string>;
}

interface Opzioni {
  /** Without it only codes are asked. */
  readonly somiglianza?: Somiglianza;
  /** Groups of codes that too many persons have: of these only who sounds as one of the schede to come is given. */
  readonly affollati?: ReadonlySet<string>;
}

/**
 * The persons of some codes, in memory: who is who is decided here, and nowhere else. It must be given every person whose code, or its
 * form without omocodia, is among those of the schede to come, and those that hold their records.
 */
export class PersoneNote {
  readonly #somiglianza: Somiglianza | undefined;
  readonly #affollati: ReadonlySet<string>;
  readonly #schede: SchedeNote;
  readonly #prima: ReadonlyMap<string, Persona>;
  readonly #toccate = new Set<string>();
  readonly #record = new Map<string, (Posto & { scheda: Scheda }) | undefined>();
  /** Whose they were, by record. */
  readonly #riviste = new Map<string, string>();
  readonly #somiglianti = new Map<string, readonly (Somigliante & { coppia: Coppia })[]>();

  constructor(persone: readonly Persona[], { somiglianza, affollati = new Set() }: Opzioni = {}) {
    this.#somiglianza = somiglianza;
    this.#affollati = affollati;
    this.#schede = new SchedeNote(persone, affollati);
    this.#prima = new Map(persone.map((persona) => [persona.id, persona]));
  }

  /**
   * Puts a record where it belongs. What it said before is forgotten first, so that a correction is judged as if the mistake had never
   * been made: revisions may come in any order.
   * @param soloNote nobody new is made: a record of nobody known is left out
   */
  link({ recordId, scheda, fissata }: RigaDaCollegare, soloNote = false): Collegamento {
    const before = this.#schede.take(recordId);
    if (before !== undefined) {
      this.#toccate.add(before.id);
      if (!this.#riviste.has(recordId)) this.#riviste.set(recordId, before.id);
    }
    this.#record.set(recordId, undefined);
    if (scheda === undefined) return { personaId: before?.id, esito: undefined };
    const posto: Posto =
      fissata === undefined
        ? this.#find(scheda, before)
        : { personaId: fissata, esito: 'risolta', decisione: 'manuale' };
    if (soloNote && posto.decisione === 'nuova' && posto.personaId !== before?.id) {
      // Nobody was made whom anybody could be.
      this.#somiglianti.delete(recordId);
      return { personaId: undefined, esito: 'ignota' };
    }
    const placed = fissata === undefined ? scheda : { ...scheda, decisa: true };
    this.#schede.put(posto.personaId, placed);
    this.#record.set(recordId, { ...posto, scheda: placed });
    this.#toccate.add(posto.personaId);
    return { personaId: posto.personaId, esito: posto.esito };
  }

  /** Puts many where they belong, one after the other; between some and the next the process does what else it has to. */
  async linkAll(
    righe: readonly RigaDaCollegare[],
    soloNote = false,
  ): Promise<(readonly [RigaDaCollegare, Collegamento])[]> {
    const collegate: (readonly [RigaDaCollegare, Collegamento])[] = [];
    for (const riga of righe) {
      collegate.push([riga, this.link(riga, soloNote)]);
      if (collegate.length % AT_ONCE === 0) await setImmediate();
    }
    return collegate;
  }

  get variazioni(): Variazioni {
    const ids = [...this.#schede.ids];
    const { persone: dubbie, coppie } = condivisi(
      ids.map((id) => ({ id, schede: this.#schede.diverse(id) })),
      this.#affollati,
    );
    const all = ids.map((id): Persona => {
      const prima = this.#prima.get(id);
      const dubbia = dubbie.has(id) || prima?.dubbiaAltrove === true;
      return { id, dubbia, schede: this.#schede.schede(id) };
    });
    const changed = all.filter(({ id, dubbia }) => this.#toccate.has(id) || this.#prima.get(id)?.dubbia !== dubbia);
    const records = [...this.#record];
    const sciolte = changed.filter(({ schede }) => schede.length === 0).map(({ id }) => id);
    return {
      persone: changed.filter(({ schede }) => schede.length > 0),
      sciolte,
      eredi: this.#erediOf(new Set(sciolte)),
      somiglianti: [...this.#somiglianti.values()].flat(),
      schede: records.flatMap(([recordId, record]) =>
        record === undefined ? [] : [{ ...record, personaId: this.#schede.of(recordId)! }],
      ),
      tolte: records.filter(([, record]) => record === undefined).map(([recordId]) => recordId),
      riviste: [...this.#riviste.keys()],
      affollati: [...this.#affollati],
      coppie,
      inDubbio: dubbie.size > 0 || all.some(({ id }) => this.#prima.get(id)?.dubbia === true),
    };
  }

  /** Who has most of their records; of equals, always the same. */
  #erediOf(sciolte: ReadonlySet<string>): ReadonlyMap<string, string> {
    const taken = new Map<string, string[]>();
    for (const [recordId, da] of this.#riviste) {
      const a = this.#schede.of(recordId);
      if (sciolte.has(da) && a !== undefined) taken.set(da, [...(taken.get(da) ?? []), a]);
    }
    return new Map(Array.from(taken, ([da, ids]) => [da, mostFrequent(ids)]));
  }

  #find(scheda: Scheda, before: Precedente | undefined): Posto {
    const { personaId, codiceDiAltri } = trovaPerCodice(this.#schede, scheda, before, this.#somiglianza?.distinti);
    if (personaId !== undefined) return { personaId, esito: 'risolta', decisione: 'codice' };
    const { certa, somiglianti } = this.#like(scheda, before);
    if (certa !== undefined) return { ...certa, esito: 'risolta', decisione: 'automatica' };
    // A person known from this record alone is corrected, not replaced: its id, and what hangs on it, stay.
    const alone = before !== undefined && !this.#schede.has(before.id);
    const own = alone ? before.id : randomUUID();
    this.#somiglianti.set(scheda.recordId, coppieDi(own, somiglianti));
    return {
      personaId: own,
      esito: codiceDiAltri || somiglianti.length > 0 ? 'dubbia' : 'nuova',
      decisione: 'nuova',
    };
  }

  #like(scheda: Scheda, before: Precedente | undefined) {
    if (this.#somiglianza === undefined) return { certa: undefined, somiglianti: [] };
    const { certa, somiglianti } = trovaPerSomiglianza(this.#schede, scheda, before, this.#somiglianza);
    return { certa: certa && { ...certa, modello: this.#somiglianza.giudice.modello }, somiglianti };
  }
}

function mostFrequent(ids: readonly string[]): string {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return [...times].toSorted(([one, n], [other, m]) => m - n || (one < other ? -1 : 1))[0]![0];
}
