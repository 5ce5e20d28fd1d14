import type {
  AttoDelega,
  IdentitaClient,
  OggettoDelega,
  SistemaCodiceEnte,
  TipoEnte,
  Validita,
} from '#libs/riferimenti';
import type { Ruolo } from '#libs/security';
import type { RigaRegione } from '../pacchetto/pacchetto-regione.js';

/** Where what a request says is known from. */
export type Provenienza = Pick<RigaRegione<'enti'>, 'fonte' | 'affidabilita'>;

/** An ente as a request says it. Other enti are named by id or by a code they have on the first day. */
export interface EnteDetto extends Validita {
  readonly denominazione: string;
  readonly tipo: TipoEnte;
  /** The first one names it for ever. */
  readonly codici: readonly ({ readonly sistema: SistemaCodiceEnte; readonly codice: string } & Validita)[];
  readonly predecessori: readonly string[];
}

export interface AmbitoDetto extends Validita {
  readonly codice: string;
  readonly denominazione: string;
  readonly tipo: string;
}

/** An ente in an ambito, or at its head. */
export interface PeriodoDetto extends Validita {
  readonly ente: string;
}

/** An act of delega as a request says it. */
export interface AttoDetto extends Validita {
  /** Made from the act when it has none. */
  readonly sigla?: string | undefined;
  readonly delegante: string;
  readonly delegato: string;
  readonly oggetto: OggettoDelega;
  readonly tracciato: string | null;
  /** Code of the ambito. */
  readonly ambito: string | null;
  readonly subdelegabile: boolean;
  /** Id or sigla of the act it is a sub-delega of. */
  readonly derivaDa: string | null;
  readonly atto: AttoDelega;
}

/** An act of adesione: the delegato is the region. */
export type AdesioneDetta = Pick<AttoDetto, 'sigla' | 'delegante' | 'ambito' | 'atto' | 'dal' | 'al'>;

export interface ClientDetto extends Validita {
  readonly clientId: string;
  readonly identita: IdentitaClient;
  readonly ente: string;
  readonly gestore: string | null;
  readonly ruoli: readonly Ruolo[];
}
