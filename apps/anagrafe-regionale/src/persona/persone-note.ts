import { randomUUID } from 'node:crypto';
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
export interface Somiglianza {
  readonly giudice: Giudice;
  /** Pairs that somebody separated. */
  readonly distinti: ReadonlySet<string>;
}

/**
 * The persons of some codes, in memory: who is who is decided here, and nowhere else. It must be given every person whose code, or its
 * form without omocodia, is among those of the schede to come, and those that hold their records.
 */
export class PersoneNote {
  readonly #schede: SchedeNote;
  readonly #prima: ReadonlyMap<string, Persona>;
  readonly #toccate = new Set<string>();
  readonly #record = new Map<string, (Posto & { scheda: Scheda }) | undefined>();
  readonly #riviste = new Set<string>();
  readonly #somiglianti = new Map<string, readonly (Somigliante & { coppia: Coppia })[]>();

  /** @param somiglianza without it only codes are asked */
  constructor(
    persone: readonly Persona[],
    private readonly somiglianza?: Somiglianza,
  ) {
    this.#schede = new SchedeNote(persone);
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
      this.#riviste.add(recordId);
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
    this.#schede.put(posto.personaId, scheda);
    this.#record.set(recordId, { ...posto, scheda });
    this.#toccate.add(posto.personaId);
    return { personaId: posto.personaId, esito: posto.esito };
  }

  get variazioni(): Variazioni {
    const ids = [...this.#schede.ids];
    const { persone: dubbie, coppie } = condivisi(ids.map((id) => ({ id, schede: this.#schede.schede(id) })));
    const all = ids.map((id): Persona => {
      const prima = this.#prima.get(id);
      const dubbia = dubbie.has(id) || prima?.dubbiaAltrove === true;
      return { id, dubbia, schede: this.#schede.schede(id) };
    });
    const changed = all.filter(({ id, dubbia }) => this.#toccate.has(id) || this.#prima.get(id)?.dubbia !== dubbia);
    const records = [...this.#record];
    return {
      persone: changed.filter(({ schede }) => schede.length > 0),
      sciolte: changed.filter(({ schede }) => schede.length === 0).map(({ id }) => id),
      somiglianti: [...this.#somiglianti.values()].flat(),
      schede: records.flatMap(([recordId, record]) =>
        record === undefined ? [] : [{ ...record, personaId: this.#schede.of(recordId)! }],
      ),
      tolte: records.filter(([, record]) => record === undefined).map(([recordId]) => recordId),
      riviste: [...this.#riviste],
      coppie,
      inDubbio: dubbie.size > 0 || all.some(({ id }) => this.#prima.get(id)?.dubbia === true),
    };
  }

  #find(scheda: Scheda, before: Precedente | undefined): Posto {
    const { personaId, codiceDiAltri } = trovaPerCodice(this.#schede, scheda, before);
    if (personaId !== undefined) return { personaId, esito: 'risolta', decisione: 'codice' };
    const { certa, somiglianti } = this.#like(scheda, before);
    if (certa !== undefined) return { ...certa, esito: 'risolta', decisione: 'automatica' };
    // A person known from this record alone is corrected, not replaced: its id, and what hangs on it, stay.
    const alone = before !== undefined && this.#schede.schede(before.id).length === 0;
    const own = alone ? before.id : randomUUID();
    this.#somiglianti.set(scheda.recordId, coppieDi(own, somiglianti));
    return {
      personaId: own,
      esito: codiceDiAltri || somiglianti.length > 0 ? 'dubbia' : 'nuova',
      decisione: 'nuova',
    };
  }

  #like(scheda: Scheda, before: Precedente | undefined) {
    if (this.somiglianza === undefined) return { certa: undefined, somiglianti: [] };
    const { certa, somiglianti } = trovaPerSomiglianza(this.#schede, scheda, before, this.somiglianza);
    return { certa: certa && { ...certa, modello: this.somiglianza.giudice.modello }, somiglianti };
  }
}
