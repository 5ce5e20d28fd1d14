import type { ContestoRegole } from './contesto.js';
import type { EsitoDocumento, RigaLetta, Testata } from './lettura.js';
import type { Limiti } from './limiti.js';
import type { Tracciato } from './tracciato.js';

/** Reads one document, chunk by chunk, holding only what is open. Never throws on what it reads. */
export interface LettoreRighe {
  /** The heading, as soon as it has been read. */
  readonly testata: Testata | undefined;
  /** @returns the righe that this chunk completes; after the document is found `illeggibile`, none */
  write(bytes: Uint8Array): RigaLetta[];
  end(): { righe: RigaLetta[]; esito: EsitoDocumento };
}

export function createReader(tracciato: Tracciato, contesto: ContestoRegole, limiti: Limiti): LettoreRighe {
  void [tracciato, contesto, limiti];
  throw new Error('not built yet');
}
