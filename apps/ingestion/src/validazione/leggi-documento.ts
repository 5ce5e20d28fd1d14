import { Injectable } from '@nestjs/common';
import {
  LIMITI_PREDEFINITI,
  type FormatoDocumento,
  type LetturaDocumento,
  type RigaLetta,
  type Rilievo,
  findTracciato,
  readDocumento,
} from '#libs/tracciati';
import { Custodia } from '../custodia/custodia.js';
import { IngestionSettings } from '../ingestion.config.js';
import { IdentitaRecord } from '../record/identita-record.js';
import { REGOLE_CON_STATO, rilievoConStato } from '../rilievo/regole-con-stato.js';
import { ContestiGiudizio, type ContestoGiudizio } from './contesto-giudizio.js';
import type { EsitoLettura } from './esito-lettura.js';
import type { IntestazioneGiudicata } from './intestazione.js';
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

/** Reads a document of custodia from its first byte and judges its righe, in bounded memory, giving way to others now and then. */
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
    const contesto = this.contesti.contestoFor(lavoro, tracciato, () => lettura.testata);
    const { registri, regole } = contesto;
    if (lavoro.righeLette > 0 && lavoro.genere === 'validazione' && registri !== lavoro.registri) {
      throw new RegistriCambiati();
    }
    const sorgente = await this.custodia.open(lavoro.invioId, lavoro.chiaveCustodia);
    const byte = Math.max(LIMITI_PREDEFINITI.byte, this.settings.limiteInvio);
    const lettura = readDocumento(tracciato, regole, { ...LIMITI_PREDEFINITI, byte }, sorgente);
    const giudizi = new Giudizi(this.identita, contesto, {
      giaScritte: lavoro.righeLette,
      soloIdentita: lavoro.genere === 'annullamento',
      nomenclatura: regole.nomenclatura.versione,
      oggi: regole.oggi,
      campoCodice: tracciato.chiave.codicePrestazione,
    });
    await judgeAll(lettura.righe(), giudizi, contesto, scrivi);
    return conclude(lettura, giudizi, contesto, lavoro.enteMittente);
  }
}

/** One write at a time, while the next righe are read. */
async function judgeAll(
  righe: AsyncIterable<readonly RigaLetta[]>,
  giudizi: Giudizi,
  { regole, registri }: ContestoGiudizio,
  scrivi: ScriviParziali,
): Promise<void> {
  const con = { nomenclatura: regole.nomenclatura.versione, registri };
  let scrittura: Promise<void> = Promise.resolve();
  try {
    for await (const some of righe) {
      for (const riga of some) giudizi.judge(riga);
      if (giudizi.count < RIGHE_PER_SCRITTURA) continue;
      await scrittura;
      scrittura = scrivi(giudizi.take(), con);
      scrittura.catch(() => undefined);
    }
  } finally {
    await scrittura.catch(() => undefined);
  }
  await scrittura;
}

function conclude(
  lettura: LetturaDocumento,
  giudizi: Giudizi,
  contesto: ContestoGiudizio,
  enteMittente: string,
): DocumentoLetto {
  const esito = lettura.esito();
  const { enteErogatore, consentito } = headingOf(esito.formato, contesto, enteMittente);
  const sullInvio = [...esito.rilieviInvio];
  // At its beginning, where the heading is.
  if (esito.stato === 'letto' && !consentito) sullInvio.push(enteRespinto());
  return {
    ultimi: giudizi.take(),
    rilieviInvio: sullInvio,
    esito: {
      stato: esito.stato,
      schemaValido: esito.schemaValido,
      righe: esito.righe,
      respintoPerIntero: !consentito || sullInvio.some(isOfHeading),
      enteErogatore,
      nomenclatura: contesto.regole.nomenclatura.versione,
      formato: esito.formato,
      ...(esito.fornitura === undefined ? {} : { fornitura: { al: contesto.regole.oggi, ...esito.fornitura } }),
    },
  };
}

/** Only XML has one, and owes one; of any other form each riga says whose it is, or is of the ente of the invio. */
function headingOf(
  formato: FormatoDocumento | undefined,
  contesto: ContestoGiudizio,
  enteMittente: string,
): Pick<IntestazioneGiudicata, 'enteErogatore' | 'consentito'> {
  if (formato !== 'xml') return { enteErogatore: enteMittente, consentito: true };
  const { enteErogatore, consentito } = contesto.intestazioneOf(undefined);
  // Asked after that: without a heading at all, it is only now that one is looked for.
  return { enteErogatore, consentito: consentito && !contesto.senzaTestata };
}

function enteRespinto(): Rilievo {
  return rilievoConStato(REGOLE_CON_STATO.enteNonConsentito, { riga: null, linea: 1, colonna: 1 }, 'Ente/@Codice');
}

/** The heading holds for every riga: a fault in it refuses them all. Faults elsewhere outside the righe do not. */
function isOfHeading({ gravita, campo }: Rilievo): boolean {
  return gravita === 'errore' && /^(IdentificazioneFlusso|Ente)\b/.test(campo);
}
