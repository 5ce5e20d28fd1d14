import type { ContestoRegole } from '../contesto.js';
import { type LettoreRighe, createReader } from '../lettore.js';
import type { EsitoDocumento, RigaLetta, Testata } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import type { Tracciato } from '../tracciato.js';
import type { Forma } from './forma.js';
import { fette } from './fette.js';

/** XML, by the reader that has always read it: its verdicts do not depend on what the document came in. */
export class FormaXml implements Forma {
  readonly formato = 'xml';
  readonly #lettore: LettoreRighe;
  #esito: EsitoDocumento | undefined;
  #righe = 0;

  constructor(
    tracciato: Tracciato,
    contesto: ContestoRegole,
    limiti: Limiti,
    private readonly pezzi: AsyncIterable<Uint8Array>,
  ) {
    this.#lettore = createReader(tracciato, contesto, limiti);
  }

  get testata(): Testata | undefined {
    return this.#lettore.testata;
  }

  get finora(): Pick<EsitoDocumento, 'rilieviInvio' | 'righe'> {
    return { rilieviInvio: [], righe: this.#righe };
  }

  async *righe(): AsyncGenerator<readonly RigaLetta[]> {
    for await (const fetta of fette(this.pezzi)) {
      const righe = this.#lettore.write(fetta);
      this.#righe += righe.length;
      yield righe;
      if (this.#lettore.illeggibile) break;
    }
    const { righe, esito } = this.#lettore.end();
    this.#esito = esito;
    yield righe;
  }

  esito(): EsitoDocumento {
    return this.#esito!;
  }
}
