import type { DatiInChiaro } from '../persona/dati-riservati.js';
import type { LegamiPersona } from '../visibilita/legami-persona.js';
import type { RispostaPersona } from './risposta.js';

/** Where she lives today, as an authority said it; the address sealed, in base64. */
interface ResidenzaLetta {
  readonly id: string;
  readonly dal: string;
  readonly indirizzo: string | null;
}

/** A row that row-level security lets through. */
export interface RigaPersona extends DatiInChiaro {
  readonly id: string;
  readonly dubbia: boolean;
  readonly riservato: Buffer;
  readonly legami: LegamiPersona;
  readonly residenza: ResidenzaLetta | null;
  /** Blind indexes (hex) of the codes that may lead to her: not those of an identity that is shut. */
  readonly indici: readonly string[];
  readonly schede: RispostaPersona['schede'];
}
