import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { type FormatoDocumento, LIMITI_PREDEFINITI, findTracciato, ritagliaDocumento } from '#libs/tracciati';
import { Custodia } from '../custodia/custodia.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { ContestiGiudizio, RiferimentiMancanti } from '../validazione/contesto-giudizio.js';
import { LeggiRespinte } from './leggi-respinte.js';

/** The file of what a sender has to mend. */
export interface FileDaCorreggere {
  readonly formato: FormatoDocumento;
  readonly pezzi: AsyncGenerator<string | Uint8Array>;
}

interface InvioInCustodia {
  readonly stato: string;
  readonly mittente: string;
  readonly depositante: string;
  readonly erogatore: string | null;
  readonly tracciato: string;
  readonly formato: FormatoDocumento | null;
  readonly chiave: Buffer;
  readonly dimensione: number;
  readonly ricevutoIl: Date;
  readonly scaduto: boolean;
}

/**
 * Gives back to a sender the righe of an invio that were refused, as it wrote them and in its own form, with what to mend in each. Nothing
 * of them is in any record: what comes back mended is judged anew, and alone.
 */
@Injectable()
export class RigheDaCorreggere {
  constructor(
    private readonly database: Database,
    private readonly ambito: AmbitoVisibile,
    private readonly custodia: Custodia,
    private readonly contesti: ContestiGiudizio,
    private readonly respinte: LeggiRespinte,
  ) {}

  /**
   * @param come in our layout for tables instead
   * @throws Problem invio_sconosciuto, also for an invio of others; invio_non_concluso, invio_illeggibile, documento_non_conservato,
   *   riferimenti_non_pronti
   */
  async open(caller: Caller, invioId: string, come?: 'csv' | 'xlsx'): Promise<FileDaCorreggere> {
    const scope = await this.ambito.overInvio(caller, invioId);
    const [invio] = await this.database.statement<InvioInCustodia>(
      'api',
      scope,
      `SELECT stato, ente_mittente AS mittente, depositante, ente_erogatore AS erogatore, tracciato, formato, chiave_custodia AS chiave,
         dimensione, ricevuto_il AS "ricevutoIl", custodia_scaduta_il IS NOT NULL AS scaduto
       FROM invio WHERE id = $1`,
      [invioId],
    );
    const tracciato = invio === undefined ? undefined : findTracciato(invio.tracciato);
    if (invio === undefined || tracciato === undefined) throw ingestionProblem('invio_sconosciuto');
    if (invio.stato === 'illeggibile') throw ingestionProblem('invio_illeggibile');
    if (invio.stato !== 'concluso') throw ingestionProblem('invio_non_concluso');
    if (invio.scaduto) throw ingestionProblem('documento_non_conservato');
    const enti = this.ambito.entiOf(caller);
    const formato = invio.formato ?? 'xml';
    const mittente = enti.includes(invio.mittente) || enti.includes(invio.depositante);
    // What is written as a table speaks of columns, whatever was sent.
    const vista = { mittente, enti, formato: come ?? formato, tracciato: invio.tracciato };
    const limiti = { ...LIMITI_PREDEFINITI, byte: Math.max(LIMITI_PREDEFINITI.byte, invio.dimensione) };
    const contesto = () => {
      const { mittente: enteMittente, depositante, erogatore: enteErogatore, ricevutoIl } = invio;
      const giudicando = { genere: 'validazione', enteMittente, depositante, enteErogatore, ricevutoIl } as const;
      return this.contesti.contestoFor(giudicando, tracciato, () => undefined).regole;
    };
    const daRitagliare = {
      sorgente: await this.custodia.open(invioId, invio.chiave),
      formato,
      righe: this.respinte.read(scope, invioId, vista),
      sullInvio: await this.respinte.readSullInvio(scope, invioId, vista),
    };
    return {
      formato: come ?? formato,
      pezzi: readable(ritagliaDocumento(tracciato, contesto, limiti, daRitagliare, come)),
    };
  }
}

/** @throws Problem riferimenti_non_pronti */
async function* readable(pezzi: AsyncGenerator<string | Uint8Array>): AsyncGenerator<string | Uint8Array> {
  try {
    yield* pezzi;
  } catch (error) {
    throw error instanceof RiferimentiMancanti ? ingestionProblem('riferimenti_non_pronti') : error;
  }
}
