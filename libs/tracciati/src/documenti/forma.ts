import type { EsitoDocumento, FormatoDocumento, RigaLetta, Testata } from '../lettura.js';

/** One form of a document being read, out of its archive. */
export interface Forma {
  /** Undefined as long as it is not known. */
  readonly formato: FormatoDocumento | undefined;
  readonly testata?: Testata | undefined;
  /** The righe, some at a time. @throws DocumentoIlleggibile, FoglioIlleggibile, and what the source throws */
  righe(): AsyncIterable<readonly RigaLetta[]>;
  /** The verdict, once `righe` has come to its end. */
  esito(): EsitoDocumento;
  /** Findings on the invio and number of righe so far: all there is to say when the reading breaks off. */
  readonly finora: Pick<EsitoDocumento, 'rilieviInvio' | 'righe'>;
}
