import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  LIMITI_PREDEFINITI,
  type LettoreRighe,
  type RigaLetta,
  type Rilievo,
  createReader,
  findTracciato,
} from '#libs/tracciati';
import { Custodia } from '../custodia/custodia.js';
import { IngestionSettings } from '../ingestion.config.js';
import { IdentitaRecord } from '../record/identita-record.js';
import { REGOLE_CON_STATO, rilievoConStato } from '../rilievo/regole-con-stato.js';
import { ContestiGiudizio, type ContestoGiudizio, type Erogatore } from './contesto-giudizio.js';
import type { EsitoLettura } from './esito-lettura.js';
import { Giudizi, type GiudiziPronti } from './giudizi.js';
import type { Lavoro } from './lavori.js';

/** Righe whose verdicts are stored together. */
const RIGHE_PER_SCRITTURA = 5000;

/** What some verdicts were given with. */
export interface GiudicatiCon {
  readonly nomenclatura: string;
  readonly registri: number;
}

/** Stores verdicts of a document whose end has not been read yet. */
export type ScriviParziali = (giudizi: GiudiziPronti, con: GiudicatiCon) => Promise<void>;

export interface DocumentoLetto {
  readonly esito: EsitoLettura;
  /** The last verdicts, not stored yet. */
  readonly ultimi: GiudiziPronti;
  /** On the document as a whole. */
  readonly rilieviInvio: readonly Rilievo[];
}

/**
 * The registries changed while the job lay still: nomenclature, associazioni, lists of enti, territory, anything. What was judged by the
 * former must be judged again, or one code would mean two things in one document.
 */
export class RegistriCambiati extends Error {
  override readonly name = 'RegistriCambiati';
}

/** Reads a document of custodia from its first byte and judges its righe, in bounded memory, giving way to others at each chunk. */
@Injectable()
export class LeggiDocumento {
  constructor(
    private readonly custodia: Custodia,
    private readonly contesti: ContestiGiudizio,
    private readonly identita: IdentitaRecord,
    private readonly settings: IngestionSettings,
  ) {}

  /** @throws RiferimentiMancanti, RegistriCambiati, and whatever `scrivi` throws */
  async read(lavoro: Lavoro, scrivi: ScriviParziali): Promise<DocumentoLetto> {
    const tracciato = findTracciato(lavoro.tracciato);
    if (tracciato === undefined) throw new Error(`tracciato ${lavoro.tracciato} is not of this release`);
    const contesto = this.contesti.contestoFor(lavoro, tracciato, () => lettore.testata);
    const { registri, regole } = contesto;
    const { versione: nomenclatura } = regole.nomenclatura;
    if (lavoro.righeLette > 0 && lavoro.genere === 'validazione' && registri !== lavoro.registri) {
      throw new RegistriCambiati();
    }
    const lettore = createReader(tracciato, regole, {
      ...LIMITI_PREDEFINITI,
      byte: Math.max(LIMITI_PREDEFINITI.byte, this.settings.limiteInvio),
    });
    const giudizi = new Giudizi(this.identita, {
      giaScritte: lavoro.righeLette,
      soloIdentita: lavoro.genere === 'annullamento',
      nomenclatura,
      oggi: regole.oggi,
      campoCodice: tracciato.chiave.codicePrestazione,
    });
    const giudice = new Giudice(lettore, contesto, giudizi);

    let scrittura: Promise<void> = Promise.resolve();
    try {
      for await (const bytes of this.custodia.read(lavoro.invioId, lavoro.chiaveCustodia)) {
        giudice.judge(lettore.write(bytes));
        if (giudizi.count >= RIGHE_PER_SCRITTURA) {
          // One write at a time, while the next righe are read.
          await scrittura;
          scrittura = scrivi(giudizi.take(lettore.testata), { nomenclatura, registri });
          scrittura.catch(() => undefined);
        }
        await nextTurn();
      }
    } finally {
      await scrittura.catch(() => undefined);
    }
    await scrittura;
    return giudice.conclude();
  }
}

/** The state of one reading: the ente is known once the heading has been read, and settles the fate of all righe. */
class Giudice {
  #erogatore: Erogatore | undefined;

  constructor(
    private readonly lettore: LettoreRighe,
    private readonly contesto: ContestoGiudizio,
    private readonly giudizi: Giudizi,
  ) {}

  get #ente(): Erogatore {
    return (this.#erogatore ??= this.contesto.erogatoreOf(this.lettore.testata));
  }

  judge(righe: readonly RigaLetta[]): void {
    if (righe.length === 0) return;
    const { ente, consentito } = this.#ente;
    for (const riga of righe) this.giudizi.judge(riga, ente, !consentito);
  }

  conclude(): DocumentoLetto {
    const { righe, esito } = this.lettore.end();
    this.judge(righe);
    const { ente, consentito } = this.#ente;
    const sullInvio = [...esito.rilieviInvio];
    // At its beginning, where the heading is.
    if (esito.stato === 'letto' && !consentito) sullInvio.push(enteRespinto());
    return {
      ultimi: this.giudizi.take(this.lettore.testata),
      rilieviInvio: sullInvio,
      esito: {
        stato: esito.stato,
        schemaValido: esito.schemaValido,
        righe: esito.righe,
        respintoPerIntero: !consentito || sullInvio.some(isOfHeading),
        enteErogatore: ente,
        nomenclatura: this.contesto.regole.nomenclatura.versione,
      },
    };
  }
}

function enteRespinto(): Rilievo {
  return rilievoConStato(REGOLE_CON_STATO.enteNonConsentito, { riga: null, linea: 1, colonna: 1 }, 'Ente/@Codice');
}

/** The heading holds for every riga: a fault in it refuses them all. Faults elsewhere outside the righe do not. */
function isOfHeading({ gravita, campo }: Rilievo): boolean {
  return gravita === 'errore' && /^(IdentificazioneFlusso|Ente)\b/.test(campo);
}
