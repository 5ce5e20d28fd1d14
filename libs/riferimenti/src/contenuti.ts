import type { Comune, Provincia, Regione, Stato } from '#libs/codici';
import type { GenereCopia } from '#libs/contracts';
import type { IdentityKind, Ruolo } from '#libs/security';

/**
 * The shapes of what travels as `contenuto` of a VoceCopia, one by genere. Written by the nomenclatore, read by every local copy.
 * A validity is two legal days, both inclusive; `al: null` means "until further notice".
 */
export interface Validita {
  readonly dal: string;
  readonly al: string | null;
}

/** Systems of codes an ente may have; one ente has several, each with its own validity. */
export const SISTEMI_CODICE_ENTE = ['belfiore', 'istat', 'ipa', 'codice_fiscale', 'inps', 'pdnd', 'regionale'] as const;
export type SistemaCodiceEnte = (typeof SISTEMI_CODICE_ENTE)[number];

export const TIPI_ENTE = [
  'comune',
  'unione',
  'unione_montana',
  'consorzio',
  'azienda_speciale',
  'azienda_sanitaria',
  'asp',
  'ipab',
  'gestore_terzo_settore',
  'software_house',
  'regione',
  'inps',
] as const;
export type TipoEnte = (typeof TIPI_ENTE)[number];

export interface CodiceEnte extends Validita {
  readonly sistema: SistemaCodiceEnte;
  readonly codice: string;
}

export interface ContenutoEnte extends Validita {
  readonly denominazione: string;
  readonly tipo: TipoEnte;
  readonly codici: readonly CodiceEnte[];
  /** Internal ids of the enti that ceased into this one, as comuni that merge do: what was theirs is now its own. */
  readonly predecessori?: readonly string[];
}

export interface PeriodoEnte extends Validita {
  /** Internal id of the ente. */
  readonly ente: string;
}

export interface ContenutoAmbito extends Validita {
  readonly codice: string;
  readonly denominazione: string;
  /** The region's own word for its units: `ats`, `zona_sociale`, `distretto`. */
  readonly tipo: string;
  readonly appartenenze: readonly PeriodoEnte[];
  readonly capofila: readonly PeriodoEnte[];
}

export interface AttoDelega {
  readonly tipo: string;
  readonly numero: string;
  readonly data: string;
}

/**
 * `adesione`: the ente joins the hub, its delegato is the region; nothing runs for an ente without one in force. `popolazione`: a comune
 * gives the region its whole registry of persons; without one the shared registry keeps only those of them that it knows already.
 * `stewardship`: the delegato judges which persons of the delegante are one; of the region, which of everybody's.
 */
export const OGGETTI_DELEGA = ['adesione', 'deposito', 'waas', 'consultazione', 'stewardship', 'popolazione'] as const;
export type OggettoDelega = (typeof OGGETTI_DELEGA)[number];

export interface ContenutoDelega extends Validita {
  readonly delegante: string;
  readonly delegato: string;
  readonly oggetto: OggettoDelega;
  /** Code of the tracciato a `deposito` is for; `null` for other objects. */
  readonly tracciato: string | null;
  /**
   * Given to the delegato *as capofila of this ambito*: it holds only on days when the delegato is its capofila and the delegante
   * belongs to it. A comune that leaves the ambito is not bound by the act it signed as a member.
   * Of an `adesione`: signed by the delegante as capofila for the whole ambito, it holds for whoever belongs to it on the day.
   */
  readonly ambito: string | null;
  readonly subdelegabile: boolean;
  /** The delega this one is a sub-delega of. */
  readonly derivaDa: string | null;
  readonly atto: AttoDelega;
}

/** How a registered client proves who it is. Each authorization server gives ids of its own: an id says nothing without it. */
export const IDENTITA_CLIENT = ['pdnd', 'client_credentials'] as const satisfies readonly IdentityKind[];
export type IdentitaClient = (typeof IDENTITA_CLIENT)[number];

export interface ContenutoClient extends Validita {
  readonly clientId: string;
  readonly identita: IdentitaClient;
  /** The ente the client acts for. */
  readonly ente: string;
  /** The software house that runs the client, if it is not the ente itself. */
  readonly gestore: string | null;
  readonly ruoli: readonly Ruolo[];
}

export interface VoceNomenclaturaCopia {
  readonly codice: string;
  readonly padre: string | null;
  readonly denominazione: string;
  readonly attributi: Readonly<Record<string, unknown>>;
}

/** One part (≤ 500 items) of one published version; a version exists only when all its `parti` are here. */
export interface ContenutoNomenclatura extends Validita {
  readonly sistema: string;
  readonly versione: string;
  readonly stato: 'pubblicata' | 'ritirata';
  /** Internal id of the ente whose own list it is (`LOC:…`). */
  readonly ente?: string;
  readonly parte: number;
  readonly parti: number;
  readonly voci: readonly VoceNomenclaturaCopia[];
}

/** `esatta`: the same thing; `piu_ampia`, `piu_ristretta`: the target is broader, narrower; `scelta`: one of several, the riga says which. */
export const RELAZIONI = ['esatta', 'piu_ampia', 'piu_ristretta', 'scelta'] as const;
export type Relazione = (typeof RELAZIONI)[number];

/** What a code is elsewhere, on the days from `dal` to `al`. */
export interface PeriodoAssociazione extends Validita {
  readonly relazione: Relazione;
  /** Codes of the target system: two or more of a `scelta`, one otherwise. */
  readonly destinazioni: readonly string[];
  /** What the associazione does not say, in Italian: for who reads a number made with it. */
  readonly limite?: string;
}

/** What one code of one system is in another, on every day it is known; periods never share a day. */
export interface ContenutoAssociazione {
  readonly da: string;
  readonly codice: string;
  readonly a: string;
  readonly periodi: readonly PeriodoAssociazione[];
}

/**
 * A page of one national table: comuni travel by province (19,000 rows in about 130 pages of some 20 KB, so that a correction
 * sends one page), the small tables whole.
 */
export type ContenutoTerritorio =
  | { readonly tabella: 'comuni'; readonly righe: readonly Comune[] }
  | { readonly tabella: 'stati'; readonly righe: readonly Stato[] }
  | { readonly tabella: 'province'; readonly righe: readonly Provincia[] }
  | { readonly tabella: 'regioni'; readonly righe: readonly Regione[] };

export interface ContenutoDi {
  readonly ente: ContenutoEnte;
  readonly ambito: ContenutoAmbito;
  readonly delega: ContenutoDelega;
  readonly client: ContenutoClient;
  readonly nomenclatura: ContenutoNomenclatura;
  readonly associazione: ContenutoAssociazione;
  readonly territorio: ContenutoTerritorio;
}

/** A VoceCopia whose content is known by its genere. */
export type Voce<G extends GenereCopia = GenereCopia> = {
  [K in G]: {
    readonly genere: K;
    readonly id: string;
    readonly revisione: number;
    readonly contenuto: ContenutoDi[K] | null;
  };
}[G];
