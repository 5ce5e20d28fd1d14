import { Injectable } from '@nestjs/common';
import type { Territorio } from '#libs/codici';
import type { Ruolo } from '#libs/security';
import type { Codifica } from '#libs/tracciati';
import type { Autorizzazione } from './deposito.js';
import type { Ambito, AmbitoInVigore, Ente } from './enti.js';
import type { Nomenclatura } from './nomenclature.js';
import type { RichiestaTraduzione, Traduzione } from './traduzione.js';
import { type Client, type ClientIdentity, Vista } from './vista.js';

/**
 * The local read copy of what the nomenclatore says. Every answer comes from memory; a change is seen within a second. Days are
 * legal days, `YYYY-MM-DD`, Europe/Rome; every validity includes its first and its last day.
 */
@Injectable()
export class Riferimenti {
  #vista = Vista.empty;
  #complete = false;
  #movimento = 0;

  /** False until a whole snapshot has been received once: until then an answer "unknown" means nothing. */
  get ready(): boolean {
    return this.#complete;
  }

  /** The content at this instant; keep it for the length of a piece of work whose answers must agree with each other. */
  get vista(): Vista {
    return this.#vista;
  }

  /** Grows with every change of the copy, and is the same in every process of the app that holds the same content. */
  get movimento(): number {
    return this.#movimento;
  }

  /** Puts a newer content in place. Only the copy of the app does. */
  replace(vista: Vista, complete: boolean, movimento: number = this.#movimento + 1): void {
    this.#vista = vista;
    this.#complete = complete;
    this.#movimento = movimento;
  }

  /** The ente with this internal id, whatever its validity. */
  ente(id: string): Ente | undefined {
    return this.#vista.ente(id);
  }

  /** The ente that has this code (Belfiore, ISTAT, IPA, fiscal code, INPS, PDND, the region's own, or internal id) on a legal day. */
  enteByCodice(codice: string, day: string): Ente | undefined {
    return this.#vista.enteByCodice(codice, day);
  }

  /** As `enteByCodice`, for who delivers today for the past: also the ente that last had the code, if it ceased into another. */
  erogatoreByCodice(codice: string, day: string): Ente | undefined {
    return this.#vista.erogatoreByCodice(codice, day);
  }

  /** The ente (internal id) and those that ceased into it before a legal day, through any number of mergers. Itself first. */
  continuita(ente: string, day: string): string[] {
    return this.#vista.continuita(ente, day);
  }

  /**
   * Whether `mittente` may deposit righe of `erogatore` (internal ids) on a legal day, and by which act: the erogatore has joined by an
   * adesione in force, and mittente is the erogatore or has its delega. For an ente that ceased into another all this is asked of the
   * other.
   * @param tracciato its code without version, `PS_PSA_SINA`
   */
  depositoConsentito(mittente: string, erogatore: string, tracciato: string, day: string): Autorizzazione {
    return this.#vista.atti.depositoConsentito(mittente, erogatore, tracciato, day);
  }

  /**
   * Whether the region may serve INPS in the name of an ente (internal id) on a legal day: it has joined and a `waas` delega from it to
   * the region is in force, or it is the region itself.
   */
  waasConsentito(ente: string, day: string): boolean {
    return this.#vista.atti.waasConsentito(ente, day);
  }

  /**
   * Whether the shared registry may keep the whole population of a comune (internal id) on a legal day: it has joined, and by an act in
   * force it has given it to the region.
   */
  popolazioneConsentita(ente: string, day: string): boolean {
    return this.#vista.atti.popolazioneConsentita(ente, day);
  }

  /**
   * Whether an act of `delegante` in force on a legal day lets `delegato` (internal ids) consult what it does for persons: a delega with
   * object `consultazione`, which an agreement between the two is written down as.
   */
  consultazioneConsentita(delegante: string, delegato: string, day: string): boolean {
    return this.#vista.atti.consultazioneConsentita(delegante, delegato, day);
  }

  /**
   * The enti (internal ids) that, by an act in force on a legal day, named this one the steward of their persons: a delega with object
   * `stewardship`. The region among them: it named it for everybody.
   */
  nominantiOf(steward: string, day: string): string[] {
    return this.#vista.atti.nominantiOf(steward, day);
  }

  /** The ambito an ente (internal id) belongs to on a legal day. */
  ambitoOf(ente: string, day: string): Ambito | undefined {
    return this.#vista.ambitoOf(ente, day);
  }

  /** Every ambito in force on a legal day, with the enti that belong to it on that day, by code. */
  ambitiInVigore(day: string): readonly AmbitoInVigore[] {
    return this.#vista.ambitiInVigore(day);
  }

  /** The version of a code system in force on a legal day. */
  nomenclatura(sistema: string, day: string): Nomenclatura | undefined {
    return this.#vista.nomenclatura(sistema, day);
  }

  /** What a code of one system is in another on a legal day. The same question has the same answer in every app. */
  traduci(richiesta: RichiestaTraduzione): Traduzione {
    return this.#vista.traduci(richiesta);
  }

  /** Reads a code as a riga of an ente (internal id) says it, on its event date, into INPS's nomenclature. */
  codifica(ente: string, codice: string, day: string): Codifica {
    return this.#vista.codifica(ente, codice, day);
  }

  /** Comuni with their history, provinces, regions, states. */
  get territorio(): Territorio {
    return this.#vista.territorio;
  }

  /** The client registered under this identity on a legal day. */
  clientByIdentity(identity: ClientIdentity, day: string): Client | undefined {
    return this.#vista.clientByIdentity(identity, day);
  }

  /** Roles that the clients of an ente (internal id) have on a legal day, whichever of them calls; none for an ente not in force. */
  ruoliOf(ente: string, day: string): Ruolo[] {
    return this.#vista.ruoliOf(ente, day);
  }
}
