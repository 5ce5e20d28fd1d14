import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { LIMITI_PREDEFINITI, type SenzaCodici, type Sorgente, pseudonimizzabile, togliCodici } from '#libs/tracciati';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import type { Autorizzato } from '../invio/autorizza-deposito.js';
import { interruzioneOr } from '../invio/interruzione.js';
import { PseudonimiMinori } from './pseudonimi-minori.js';
import { Transito } from './transito.js';

/** What was received, where something else is kept. */
export interface Ricevuto {
  readonly improntaSha256: Buffer;
  readonly dimensione: number;
  readonly formato: string;
  /** Name of the sheet that was read, of a workbook. */
  readonly foglio: string | undefined;
}

/** A document that may be kept. */
export interface DocumentoPreparato {
  readonly body: AsyncIterable<Uint8Array>;
  readonly ricevuto: Ricevuto | undefined;
  /** To be called when the body has been taken, or will not be. */
  close(): Promise<void>;
}

/** Enough to tell XML, which has no place for the codice fiscale of a minor, from everything else. */
const XML = /^\uFEFF?\s*<(?:\?xml|!--|(?:\w+:)?Flusso[\s/>])/;
const TESTA = 1024;

/**
 * Takes the codici fiscali out of a document before anything of it is kept (DM 206/2014, art. 5): until then its bytes are only in transit.
 * Any other document passes untouched.
 */
@Injectable()
export class PreparaDocumento {
  constructor(
    private readonly pseudonimi: PseudonimiMinori,
    private readonly riferimenti: Riferimenti,
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem documento_troppo_grande, codici_non_rimovibili, and what the body throws; then nothing of it is left */
  async prepare(autorizzato: Autorizzato, body: AsyncIterable<Uint8Array>): Promise<DocumentoPreparato> {
    if (!pseudonimizzabile(autorizzato.tracciato)) return asItComes(body);
    const { isXml, whole } = await peek(body);
    return isXml ? asItComes(whole) : this.#inTransit(autorizzato, whole);
  }

  async #inTransit(autorizzato: Autorizzato, body: AsyncIterable<Uint8Array>): Promise<DocumentoPreparato> {
    const received = await Transito.open(this.settings.cartellaTransito);
    let kept: Transito | undefined;
    const close = async (): Promise<void> => {
      await Promise.all([received.close(), kept?.close()]);
    };
    try {
      const sha256 = createHash('sha256');
      for await (const piece of body) {
        if (received.byte + piece.length > this.settings.limiteTransito) throw this.#tooLarge();
        sha256.update(piece);
        await received.write(piece);
      }
      const sorgente = await received.end();
      kept = await Transito.open(this.settings.cartellaTransito);
      const esito = await this.#rewrite(autorizzato, sorgente, kept);
      if (esito.esito === 'come_viene') return { body: sorgente.read(0, sorgente.byte), ricevuto: undefined, close };
      const ricevuto = {
        improntaSha256: sha256.digest(),
        dimensione: sorgente.byte,
        formato: esito.formato,
        foglio: esito.foglio,
      };
      const written = await kept.end();
      return { body: written.read(0, written.byte), ricevuto, close };
    } catch (error) {
      await close();
      throw interruzioneOr(error);
    }
  }

  async #rewrite(
    { ente, tracciato }: Autorizzato,
    sorgente: Sorgente,
    kept: Transito,
  ): Promise<Exclude<SenzaCodici, { esito: 'illeggibile' }>> {
    const oggi = legalDayOf(this.clock.now());
    // The pseudonym of an ente that nobody knows is of no consequence: its riga is refused.
    const idOf = (codice: string | undefined): string =>
      (codice === undefined ? ente : this.riferimenti.erogatoreByCodice(codice, oggi))?.id ?? ente.id;
    const esito = await togliCodici(
      tracciato,
      LIMITI_PREDEFINITI,
      sorgente,
      (codice, di) => this.pseudonimi.of(idOf(di), codice),
      (testo) => kept.write(Buffer.from(testo)),
    );
    if (esito.esito !== 'illeggibile') return esito;
    const { regola, messaggio, linea } = esito;
    throw ingestionProblem('codici_non_rimovibili', `${messaggio} (${regola}, riga ${linea})`);
  }

  #tooLarge(): Error {
    const mebibytes = Math.floor(this.settings.limiteTransito / 1024 ** 2);
    return ingestionProblem(
      'documento_troppo_grande',
      `Un documento da cui si tolgono i codici fiscali può avere al più ${mebibytes} MiB: dividerlo, o consegnarlo in XML con gli pseudonimi.`,
    );
  }
}

function asItComes(body: AsyncIterable<Uint8Array>): DocumentoPreparato {
  return { body, ricevuto: undefined, close: async () => undefined };
}

/** Looks at the beginning of a body. `whole` gives all of it, once. */
async function peek(body: AsyncIterable<Uint8Array>): Promise<{ isXml: boolean; whole: AsyncIterable<Uint8Array> }> {
  const pieces = body[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  let finished = false;
  while (length < TESTA && !finished) {
    const next = await pieces.next();
    finished = next.done === true;
    if (next.done === true) continue;
    first.push(next.value);
    length += next.value.length;
  }
  const isXml = XML.test(Buffer.concat(first).toString('utf8', 0, TESTA));
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      yield* first;
      for (let next = finished; !next;) {
        const piece = await pieces.next();
        if (piece.done === true) next = true;
        else yield piece.value;
      }
    } finally {
      await pieces.return?.();
    }
  }
  return { isXml, whole: whole() };
}
