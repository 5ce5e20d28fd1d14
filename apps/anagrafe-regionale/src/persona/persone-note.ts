import { randomUUID } from 'node:crypto';
import { nomiUguali, nomiVicini } from '#libs/abbinamento';
import type { EsitoCollegamento } from '#libs/contracts';
import { type DatiPersona, type Scheda, datiMigliori } from './dati-persona.js';

/** A person with all of its live schede. */
export interface Persona {
  readonly id: string;
  /** Another person has one of its codes. */
  readonly dubbia: boolean;
  readonly schede: readonly Scheda[];
}

/** A riga to be linked: the scheda it makes of its record, none if it cancels it. */
export interface RigaDaCollegare {
  readonly recordId: string;
  readonly scheda: Scheda | undefined;
}

export interface Collegamento {
  /** Undefined for the cancellation of a record that nobody had. */
  readonly personaId: string | undefined;
  /** Undefined for a cancellation. */
  readonly esito: EsitoCollegamento | undefined;
}

/** What is to be written after some links. */
export interface Variazioni {
  /** Persons that are new, or have other schede or another doubt than before. */
  readonly persone: readonly Persona[];
  /** Persons of whom no source says anything any more. */
  readonly sciolte: readonly string[];
  readonly schede: readonly { readonly personaId: string; readonly scheda: Scheda }[];
  /** Records cancelled. */
  readonly tolte: readonly string[];
}

/**
 * The persons of some codes, in memory: who is who is decided here, and nowhere else. It must be given every person whose code, or its
 * form without omocodia, is among those of the righe to come, and those that hold the records of these righe.
 */
export class PersoneNote {
  readonly #schede: Map<string, Map<string, Scheda>>;
  readonly #eranoDubbie: ReadonlySet<string>;
  /** The person of each record. */
  readonly #dove = new Map<string, string>();
  /** Persons that have, or had a moment ago, a code of the group: a riga is compared with few, not with all. */
  readonly #gruppi = new Map<string, Set<string>>();
  readonly #toccate = new Set<string>();
  readonly #record = new Map<string, Scheda | undefined>();

  constructor(
    persone: readonly Persona[],
    private readonly newId: () => string = randomUUID,
  ) {
    this.#schede = new Map(
      persone.map(({ id, schede }) => [id, new Map(schede.map((scheda) => [scheda.recordId, scheda]))]),
    );
    this.#eranoDubbie = new Set(persone.filter(({ dubbia }) => dubbia).map(({ id }) => id));
    for (const { id, schede } of persone) for (const scheda of schede) this.#note(id, scheda);
  }

  /**
   * Puts the record of a riga where it belongs. What the record said before is forgotten first, so that a correction is judged as if
   * the mistake had never been made: revisions may come in any order.
   */
  link({ recordId, scheda }: RigaDaCollegare): Collegamento {
    const before = this.#forget(recordId);
    this.#record.set(recordId, scheda);
    if (scheda === undefined) return { personaId: before, esito: undefined };
    const collegamento = this.#find(scheda, before);
    this.#schede.set(
      collegamento.personaId,
      (this.#schede.get(collegamento.personaId) ?? new Map<string, Scheda>()).set(recordId, scheda),
    );
    this.#note(collegamento.personaId, scheda);
    this.#toccate.add(collegamento.personaId);
    return collegamento;
  }

  get variazioni(): Variazioni {
    const dubbie = this.#dubbie();
    for (const id of this.#schede.keys()) if (dubbie.has(id) !== this.#eranoDubbie.has(id)) this.#toccate.add(id);
    const persone = [...this.#toccate].map((id) => ({
      id,
      dubbia: dubbie.has(id),
      schede: [...this.#schede.get(id)!.values()],
    }));
    const records = [...this.#record];
    return {
      persone: persone.filter(({ schede }) => schede.length > 0),
      sciolte: persone.filter(({ schede }) => schede.length === 0).map(({ id }) => id),
      schede: records.flatMap(([recordId, scheda]) =>
        scheda === undefined ? [] : [{ personaId: this.#dove.get(recordId)!, scheda }],
      ),
      tolte: records.filter(([, scheda]) => scheda === undefined).map(([recordId]) => recordId),
    };
  }

  #forget(recordId: string): string | undefined {
    const before = this.#dove.get(recordId);
    if (before === undefined) return undefined;
    this.#schede.get(before)!.delete(recordId);
    this.#dove.delete(recordId);
    this.#toccate.add(before);
    return before;
  }

  #note(personaId: string, { recordId, gruppo }: Scheda): void {
    this.#dove.set(recordId, personaId);
    const persone = this.#gruppi.get(gruppo);
    if (persone === undefined) this.#gruppi.set(gruppo, new Set([personaId]));
    else persone.add(personaId);
  }

  #find(scheda: Scheda, before: string | undefined): { personaId: string; esito: EsitoCollegamento } {
    const { gruppo, indice, dati } = scheda;
    const sameCode = this.#living(gruppo, (other) => other.indice === indice);
    const sameBase = this.#living(gruppo, (other) => other.gruppo === gruppo && other.indice !== indice);
    const found =
      only(agreeing(sameCode, dati, before)) ??
      // Omocodia is given to two persons of equal letters: another code of the same base needs the surname too.
      only(agreeing(sameBase, dati, before).filter(([, other]) => nomiVicini(other.cognome, dati.cognome)));
    if (found !== undefined) return { personaId: found, esito: 'risolta' };
    // A person known from this record alone is corrected, not replaced: its id, and what hangs on it, stay.
    const alone = before !== undefined && this.#schede.get(before)!.size === 0;
    return { personaId: alone ? before : this.newId(), esito: sameCode.length > 0 ? 'dubbia' : 'nuova' };
  }

  /** Persons of whom a live scheda has the code asked for, with the best that is known of each. */
  #living(gruppo: string, hasCode: (scheda: Scheda) => boolean): Conosciuta[] {
    return [...(this.#gruppi.get(gruppo) ?? [])].flatMap((id): Conosciuta[] => {
      const schede = [...this.#schede.get(id)!.values()];
      return schede.some(hasCode) ? [[id, datiMigliori(schede).dati]] : [];
    });
  }

  #dubbie(): ReadonlySet<string> {
    const holders = new Map<string, Set<string>>();
    for (const [id, schede] of this.#schede) {
      for (const { indice } of schede.values()) {
        const ids = holders.get(indice);
        if (ids === undefined) holders.set(indice, new Set([id]));
        else ids.add(id);
      }
    }
    return new Set(Array.from(holders.values(), (ids) => (ids.size > 1 ? Array.from(ids) : [])).flat());
  }
}

/** The id of a person and the best that is known of it. */
type Conosciuta = readonly [string, DatiPersona];

/** Those whose given name is the same, else those whose given name is near; of several, the one that the record was already of. */
function agreeing(persone: Conosciuta[], { nome }: DatiPersona, before: string | undefined): Conosciuta[] {
  const equal = persone.filter(([, dati]) => nomiUguali(dati.nome, nome));
  const found = equal.length > 0 ? equal : persone.filter(([, dati]) => nomiVicini(dati.nome, nome));
  const own = found.filter(([id]) => id === before);
  return own.length > 0 ? own : found;
}

/** Certain and unique, or nothing. */
function only(persone: readonly Conosciuta[]): string | undefined {
  return persone.length === 1 ? persone[0]![0] : undefined;
}
