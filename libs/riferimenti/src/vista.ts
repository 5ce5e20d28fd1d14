import type { Territorio } from '#libs/codici';
import type { GenereCopia } from '#libs/contracts';
import type { Ruolo, VerifiedIdentity } from '#libs/security';
import type { Codifica } from '#libs/tracciati';
import { Atti } from './atti.js';
import { Codificatore } from './codifica.js';
import type { ContenutoClient, ContenutoDi, Voce } from './contenuti.js';
import { continuitaOf } from './continuita.js';
import { type Ambito, type AmbitoInVigore, type Ente, ambitiInVigore, enteByCodice, lastWithCodice } from './enti.js';
import { groupBy } from './group-by.js';
import {
  ambitoOn,
  capofilaDi,
  clientDiEnte,
  clientOf,
  codiciOf,
  localiOf,
  successoriOn,
  territorioOf,
} from './indici.js';
import { type Nomenclatura, nomenclaturaOn, versioneInVigore } from './nomenclature.js';
import { Sezioni } from './sezioni.js';
import { type RichiestaTraduzione, Traduttore, type Traduzione } from './traduzione.js';
import { isInForce, latestInForce } from './validita.js';

export interface Client extends ContenutoClient {
  readonly id: string;
}

/** What of a verified identity names a client: two authorization servers may give one id to two clients. */
export type ClientIdentity = Pick<VerifiedIdentity, 'kind' | 'clientId'>;

/** What a region has by the thousand is copied whole when one of it changes; what it has by the hundred thousand is in sections. */
type InSezioni = 'nomenclatura' | 'associazione';
type Contenuti = { readonly [G in Exclude<GenereCopia, InSezioni>]: ReadonlyMap<string, ContenutoDi[G]> } & {
  readonly [G in InSezioni]: Sezioni<ContenutoDi[G]>;
};

const NOTHING: Contenuti = {
  ente: new Map(),
  ambito: new Map(),
  delega: new Map(),
  client: new Map(),
  nomenclatura: Sezioni.empty(),
  associazione: Sezioni.empty(),
  territorio: new Map(),
};

/**
 * All reference content at one instant, immutable: who holds a Vista gets answers that agree with each other while the copy moves
 * on. Indexes are built at first use and shared by later views as long as their genere does not change.
 */
export class Vista {
  static readonly empty = new Vista(NOTHING, new Traduttore(NOTHING.nomenclatura, NOTHING.associazione));
  /** Who may do what by which act. */
  readonly atti: Atti;
  #codificatore: Codificatore | undefined;
  /** Of the last day asked about: every request asks, and nearly all about today. */
  #ambiti: { readonly day: string; readonly inVigore: readonly AmbitoInVigore[] } | undefined;
  #traduttore: Traduttore;

  private constructor(
    private readonly contenuti: Contenuti,
    before: Traduttore,
  ) {
    this.atti = new Atti(contenuti);
    this.#traduttore = before;
  }

  /** This view with the given voci put in place of their former selves; `contenuto: null` removes. */
  with(voci: readonly Voce[]): Vista {
    const changed = [...groupBy(voci, (voce) => voce.genere)].map(([genere, found]) => [
      genere,
      contentsWith(this.contenuti[genere], found),
    ]);
    const contenuti = { ...this.contenuti, ...(Object.fromEntries(changed) as Partial<Contenuti>) };
    return new Vista(contenuti, this.#traduttore);
  }

  ente(id: string): Ente | undefined {
    const contenuto = this.contenuti.ente.get(id);
    return contenuto === undefined ? undefined : { id, ...contenuto };
  }

  /** Every ente in force on a legal day. */
  entiInVigore(day: string): Ente[] {
    return [...this.contenuti.ente].filter(([, ente]) => isInForce(ente, day)).map(([id, ente]) => ({ id, ...ente }));
  }

  enteByCodice(codice: string, day: string): Ente | undefined {
    return this.ente(codice.toLowerCase()) ?? enteByCodice(codiciOf(this.contenuti.ente), codice, day);
  }

  /**
   * The ente that righe under a code are of, on the day of their deposit: the one that has the code, or else the one that last had it, if
   * it ceased into another: its past can still be told, corrected and cancelled.
   */
  erogatoreByCodice(codice: string, day: string): Ente | undefined {
    const found = this.enteByCodice(codice, day);
    if (found !== undefined) return found;
    const last = lastWithCodice(codiciOf(this.contenuti.ente), codice, day);
    return last === undefined || successoriOn(this.contenuti.ente, last.id, day).length === 0 ? undefined : last;
  }

  /** The ente and those that ceased into it before the day, through any number of mergers: what was theirs is its own. Itself first. */
  continuita(ente: string, day: string): string[] {
    return continuitaOf(this.contenuti.ente, ente, day);
  }

  ambitoOf(ente: string, day: string): Ambito | undefined {
    return ambitoOn(this.contenuti.ambito, ente, day);
  }

  /** The ambito an ente belongs to on a day, or that of which it is capofila without belonging to it, as an azienda may. */
  ambitoServitoDa(ente: string, day: string): Ambito | undefined {
    const served = capofilaDi(this.contenuti.ambito).get(ente) ?? [];
    return this.ambitoOf(ente, day) ?? latestInForce(served, day)?.ambito;
  }

  ambitiInVigore(day: string): readonly AmbitoInVigore[] {
    if (this.#ambiti?.day !== day) this.#ambiti = { day, inVigore: ambitiInVigore(this.contenuti.ambito, day) };
    return this.#ambiti.inVigore;
  }

  clientByIdentity({ kind, clientId }: ClientIdentity, day: string): Client | undefined {
    return latestInForce(clientOf(this.contenuti.client).get(`${kind} ${clientId}`) ?? [], day);
  }

  /** Roles that the clients of an ente have on a legal day, whichever of them calls; none for an ente not in force. */
  ruoliOf(ente: string, day: string): Ruolo[] {
    const contenuto = this.contenuti.ente.get(ente);
    if (contenuto === undefined || !isInForce(contenuto, day)) return [];
    const clients = clientDiEnte(this.contenuti.client).get(ente) ?? [];
    return [...new Set(clients.filter((client) => isInForce(client, day)).flatMap(({ ruoli }) => ruoli))];
  }

  nomenclatura(sistema: string, day: string): Nomenclatura | undefined {
    return nomenclaturaOn(this.contenuti.nomenclatura, sistema, day);
  }

  traduci(richiesta: RichiestaTraduzione): Traduzione {
    // Made when first asked: of the many views that follow each other while a snapshot comes in, most are never asked.
    this.#traduttore = this.#traduttore.after(this.contenuti.nomenclatura, this.contenuti.associazione);
    return this.#traduttore.translate(richiesta);
  }

  codifica(ente: string, codice: string, day: string): Codifica {
    this.#codificatore ??= new Codificatore(this);
    return this.#codificatore.read(ente, codice, day);
  }

  /** The system of local codes that righe of an ente may use on a day: its own list, or that of the capofila of its ambito. */
  sistemaLocaleOf(ente: string, day: string): string | undefined {
    const own = this.#listOf(ente, day);
    if (own !== undefined) return own;
    const ambito = this.ambitoOf(ente, day);
    const capofila = ambito === undefined ? undefined : latestInForce(ambito.capofila, day)?.ente;
    return capofila === undefined ? undefined : this.#listOf(capofila, day);
  }

  get territorio(): Territorio {
    return territorioOf(this.contenuti.territorio);
  }

  #listOf(ente: string, day: string): string | undefined {
    const { nomenclatura } = this.contenuti;
    const sistema = localiOf(nomenclatura).get(ente);
    return sistema === undefined || versioneInVigore(nomenclatura, sistema, day) === undefined ? undefined : sistema;
  }
}

function contentsWith(contents: Contenuti[GenereCopia], voci: readonly Voce[]): unknown {
  if (contents instanceof Sezioni)
    return (contents as Sezioni<unknown>).with(voci.map(({ id, contenuto }) => [id, contenuto] as const));
  const next = new Map<string, unknown>(contents);
  for (const { id, contenuto } of voci) {
    if (contenuto === null) next.delete(id);
    else next.set(id, contenuto);
  }
  return next;
}
