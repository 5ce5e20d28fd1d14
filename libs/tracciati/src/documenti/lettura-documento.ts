import type { EsitoDocumento, RigaLetta, Testata } from '../lettura.js';
import type { Rilievo } from '../rilievo.js';

/** One reading of a document, in any form, from its first byte to its last, in bounded memory. */
export interface LetturaDocumento {
  /** The heading of an XML document, as soon as it has been read; never of other forms. */
  readonly testata: Testata | undefined;
  /** Found outside any riga so far; `esito` has these very ones too. Those on the header of a table come before its righe. */
  readonly rilieviFinora: readonly Rilievo[];
  /**
   * The righe, some at a time, in the order of the document; empty lists come too, as occasions to give way to others. Never throws on
   * what it reads, only what the source throws. To be asked for once.
   */
  righe(): AsyncIterable<readonly RigaLetta[]>;
  /** The verdict, once `righe` has come to its end. */
  esito(): EsitoDocumento;
}
