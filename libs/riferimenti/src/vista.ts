import type {
  AttoDelega,
  ContenutoAmbito,
  ContenutoClient,
  ContenutoEnte,
  VoceNomenclaturaCopia,
} from './contenuti.js';

export interface Ente extends ContenutoEnte {
  readonly id: string;
}

export interface Ambito extends ContenutoAmbito {
  readonly id: string;
}

export interface Client extends ContenutoClient {
  readonly id: string;
}

/** An act in force, as named in answers: "Delega n. 12 del 2026-01-10". */
export interface AttoInVigore extends AttoDelega {
  /** Id of the delega. */
  readonly delega: string;
  readonly dal: string;
  readonly al: string | null;
}

/** Why a deposit is refused; `detail` texts belong to the caller. */
export type MotivoRifiuto = 'ente_sconosciuto' | 'ente_non_in_vigore' | 'nessuna_delega' | 'delega_non_in_vigore';

export type Autorizzazione =
  | { readonly consentito: true; /** Missing when the ente deposits for itself. */ readonly atto?: AttoInVigore }
  | {
      readonly consentito: false;
      readonly motivo: MotivoRifiuto;
      /** The act that is not in force (any more, or yet). */ readonly atto?: AttoInVigore;
    };

/** The version of a code system in force on a day, as `#libs/tracciati` reads it. */
export interface Nomenclatura {
  /** `SIUSS@1`. */
  readonly versione: string;
  voceInVigore(codice: string, day: string): VoceNomenclaturaCopia | undefined;
}
