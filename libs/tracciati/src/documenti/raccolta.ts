import type { EsitoDocumento, FormatoDocumento, RigaLetta } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import { rilievoAltri } from '../righe/rilievi.js';
import type { Rilievo } from '../rilievo.js';

/** What no store of texts takes; a sender may still have written it, and is told so. */
const NON_SCRIVIBILE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What has been found in a table or a JSON document, within the limits on what is listed. */
export class Raccolta {
  readonly #sullInvio: Rilievo[] = [];
  #righe = 0;
  /** Rilievi listed on righe, and those left out of any list. */
  #listati = 0;
  #taciuti = 0;
  #schemaValido = true;

  constructor(private readonly limiti: Pick<Limiti, 'rilieviPerRiga' | 'rilieviPerDocumento'>) {}

  /** Number of the next riga. */
  get prossima(): number {
    return this.#righe + 1;
  }

  get finora(): Pick<EsitoDocumento, 'rilieviInvio' | 'righe'> {
    return { rilieviInvio: this.#sullInvio, righe: this.#righe };
  }

  segnala(rilievo: Rilievo): void {
    if (this.#sullInvio.length < this.limiti.rilieviPerRiga) this.#sullInvio.push(scrivibile(rilievo));
    else this.#taciuti++;
  }

  accoglie(riga: RigaLetta): RigaLetta {
    this.#righe++;
    this.#schemaValido &&= riga.schemaValida;
    if (riga.rilievi.length === 0) return riga;
    const room = Math.max(0, this.limiti.rilieviPerDocumento - this.#listati);
    const found = riga.rilievi;
    const listed = found.length <= room ? found : found.filter(({ gravita }) => gravita === 'errore').slice(0, 1);
    this.#taciuti += found.length - listed.length;
    this.#listati += listed.length;
    riga.rilievi = listed.map(scrivibile);
    return riga;
  }

  esito(formato: FormatoDocumento): EsitoDocumento {
    const rilieviInvio = [...this.#sullInvio];
    if (this.#taciuti > 0) rilieviInvio.push(rilievoAltri(this.#taciuti, { linea: 1, colonna: 1 }));
    const schemaValido = this.#schemaValido && this.#righe > 0;
    return { stato: 'letto', schemaValido, formato, rilieviInvio, righe: this.#righe };
  }
}

function scrivibile(rilievo: Rilievo): Rilievo {
  const { valore, messaggio } = rilievo;
  return {
    ...rilievo,
    messaggio: messaggio.replace(NON_SCRIVIBILE, '\ufffd'),
    ...(valore === undefined ? {} : { valore: valore.replace(NON_SCRIVIBILE, '\ufffd') }),
  };
}
