import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/persistence';
import type { Caller } from '#libs/security';
import {
  LIMITI_PREDEFINITI,
  type LetturaDocumento,
  type RigaLetta,
  type Rilievo,
  type Tracciato,
  type VerificaConStato,
  readDocumento,
  sorgenteOf,
  verificheConStatoDi,
} from '#libs/tracciati';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { ContestiGiudizio, type ContestoGiudizio, RiferimentiMancanti } from '../validazione/contesto-giudizio.js';

/** Rilievi in one answer; who has more of them mends the first ones and asks again. */
const RILIEVI_PER_RISPOSTA = 1000;
/** A verifica takes seconds; who is turned away need not wait long. */
const RIPROVARE_DOPO_SECONDI = 5;

export interface EsitoVerifica {
  readonly stato: 'letto' | 'illeggibile';
  readonly schema_valido: boolean;
  /** Null of a tracciato without prestazioni. */
  readonly nomenclatura: string | null;
  readonly righe: number;
  /** Righe that a deposit would accept, if the checks of `non_verificato` pass. */
  readonly righe_senza_errori: number;
  readonly rilievi: readonly Rilievo[];
  /** Rilievi beyond those listed. */
  readonly rilievi_omessi: number;
  /** Checks that need what Snodo knows, made only at the deposit; of an unreadable document not even there. */
  readonly non_verificato: readonly { readonly codice: string; readonly descrizione: string }[];
}

/** Judges a document as a deposit would, and keeps nothing of it: not on disk, not in a log. */
@Injectable()
export class VerificaDocumento {
  #running = 0;

  constructor(
    private readonly contesti: ContestiGiudizio,
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * @param caller whose local codes the document may use, unless it is of an ente that the caller may deposit for
   * @throws Problem troppe_verifiche before a byte is read; corpo_vuoto, documento_troppo_grande, riferimenti_non_pronti
   */
  async verify(
    caller: Pick<Caller, 'ente'>,
    tracciato: Tracciato,
    body: AsyncIterable<Uint8Array>,
  ): Promise<EsitoVerifica> {
    // It works on the one thread that also answers deposits: without a limit a few large documents would slow everything down.
    if (this.#running >= this.settings.verificheInsieme) {
      throw ingestionProblem('troppe_verifiche', undefined, { retry_after: RIPROVARE_DOPO_SECONDI });
    }
    this.#running += 1;
    try {
      return await this.#judge(caller.ente, tracciato, body);
    } finally {
      this.#running -= 1;
    }
  }

  async #judge(ente: string, tracciato: Tracciato, body: AsyncIterable<Uint8Array>): Promise<EsitoVerifica> {
    const { regole } = this.#contestoFor(ente, tracciato, () => lettura);
    // Whole and in memory, never on disk: who reads a workbook begins at its end.
    const bytes = await this.#receive(body);
    const lettura = readDocumento(tracciato, regole, LIMITI_PREDEFINITI, sorgenteOf(bytes));
    const conto = new Conto();
    for await (const righe of lettura.righe()) conto.add(righe);
    const esito = lettura.esito();
    // The rilievi of righe read before the break would be of a document that is none.
    const letto = esito.stato === 'letto';
    const rilievi = [...esito.rilieviInvio, ...(letto ? conto.rilievi : [])];
    const found = esito.rilieviInvio.length + (letto ? conto.found : 0);
    const listed = rilievi.slice(0, RILIEVI_PER_RISPOSTA);
    return {
      stato: esito.stato,
      schema_valido: esito.schemaValido,
      nomenclatura: regole.nomenclatura.versione || null,
      righe: letto ? esito.righe : 0,
      righe_senza_errori: letto ? conto.senzaErrori : 0,
      rilievi: listed,
      rilievi_omessi: found - listed.length,
      // A deposit of it would not come to them.
      non_verificato: letto ? nonVerificateDi(tracciato) : [],
    };
  }

  /** @throws Problem corpo_vuoto, documento_troppo_grande */
  async #receive(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of body) {
      length += piece.length;
      if (length > this.settings.limiteVerifica) throw ingestionProblem('documento_troppo_grande');
      pieces.push(piece);
    }
    if (length === 0) throw ingestionProblem('corpo_vuoto');
    return Buffer.concat(pieces, length);
  }

  /** As if the caller deposited it now. */
  #contestoFor(ente: string, tracciato: Tracciato, lettura: () => LetturaDocumento): ContestoGiudizio {
    const ricevutoIl = this.clock.now();
    const deposito = { enteMittente: ente, depositante: ente, enteErogatore: null, ricevutoIl };
    try {
      return this.contesti.contestoFor({ ...deposito, genere: 'validazione' }, tracciato, () => lettura().testata);
    } catch (error) {
      throw error instanceof RiferimentiMancanti ? ingestionProblem('riferimenti_non_pronti') : error;
    }
  }
}

/** Only who has no registries does not know what becomes of a local code. */
function nonVerificateDi(tracciato: Tracciato): readonly VerificaConStato[] {
  return verificheConStatoDi(tracciato).filter(({ codice }) => codice !== 'ST-05');
}

/** Counts everything, keeps as many rilievi as an answer holds. */
class Conto {
  readonly rilievi: Rilievo[] = [];
  found = 0;
  senzaErrori = 0;

  add(righe: readonly RigaLetta[]): void {
    for (const { rilievi } of righe) {
      this.found += rilievi.length;
      if (rilievi.every(({ gravita }) => gravita !== 'errore')) this.senzaErrori += 1;
      const room = RILIEVI_PER_RISPOSTA - this.rilievi.length;
      if (room > 0) this.rilievi.push(...rilievi.slice(0, room));
    }
  }
}
