import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, uuidv7 } from '#libs/persistence';
import { type Caller, type DataKey, FirmaRicevute, type SealedChunk } from '#libs/security';
import { CaricamentoScaduto, Custodia } from '../custodia/custodia.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { NumeriRicevuta } from '../ricevuta/numeri-ricevuta.js';
import { type Ricevuta, issueRicevuta, numeroRicevuta } from '../ricevuta/ricevuta.js';
import type { Ricevuto } from '../transito/prepara-documento.js';
import type { Autorizzato } from './autorizza-deposito.js';
import type { Canale, EsitoDeposito } from './deposito.js';
import { interruzioneOr } from './interruzione.js';
import { RegistroDepositi } from './registro-depositi.js';

export interface RichiestaDeposito {
  readonly caller: Caller;
  readonly autorizzato: Autorizzato;
  readonly canale: Canale;
  readonly chiaveIdempotenza: string | undefined;
  /** Bytes the sender may still send. */
  readonly limite: number;
  /** What is to be kept. */
  readonly body: AsyncIterable<Uint8Array>;
  /** What the sender sent, where that is something else. */
  readonly ricevuto?: Ricevuto;
}

/** What the bytes were, counted and digested as they passed. */
interface Misura {
  dimensione: number;
  readonly sha256: ReturnType<typeof createHash>;
}

export type InvioDepositato =
  { readonly esito: 'nuovo'; readonly ricevuta: Ricevuta } | { readonly esito: 'ripetuto'; readonly invioId: string };

/** Takes a document into custodia and gives its ricevuta. Nothing of it is parsed here. */
@Injectable()
export class DepositaInvio {
  constructor(
    private readonly custodia: Custodia,
    private readonly registro: RegistroDepositi,
    private readonly numeri: NumeriRicevuta,
    private readonly firma: FirmaRicevute,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem corpo_vuoto, documento_troppo_grande, invio_interrotto, chiave_gia_usata; then nothing of it is left */
  async deposit(richiesta: RichiestaDeposito): Promise<InvioDepositato> {
    const id = uuidv7(this.clock.now());
    const key = this.custodia.newKey(id);
    const misura: Misura = { dimensione: 0, sha256: createHash('sha256') };
    const upload = { started: false };
    try {
      const body = measured(richiesta.body, misura, richiesta.limite);
      const bloccoUnico = await this.#receive(id, this.custodia.seal(id, key, body), upload);
      if (misura.dimensione === 0) throw ingestionProblem('corpo_vuoto');
      const { ricevuta, esito } = await this.#register(id, key, misura, bloccoUnico, richiesta);
      if (esito.esito === 'altra_chiave') throw ingestionProblem('chiave_gia_usata');
      if (esito.esito === 'nuovo') return { esito: 'nuovo', ricevuta };
      if (upload.started) await this.custodia.discard(id);
      return { esito: 'ripetuto', invioId: esito.invioId };
    } catch (error) {
      // If even this fails, the sweeper finds the chunks.
      if (upload.started) await this.custodia.discard(id).catch(() => undefined);
      throw error instanceof CaricamentoScaduto ? ingestionProblem('invio_interrotto') : error;
    }
  }

  /** @returns the sealed chunk if there is only one; the chunks of a longer body are stored one by one, while the next is read */
  async #receive(
    id: string,
    blocchi: AsyncGenerator<SealedChunk>,
    upload: { started: boolean },
  ): Promise<Buffer | undefined> {
    let storing: Promise<void> = Promise.resolve();
    try {
      for await (const blocco of blocchi) {
        if (blocco.last && blocco.index === 0) return blocco.sealed;
        upload.started = true;
        await storing;
        storing = this.custodia.storeBlocco(id, blocco);
        storing.catch(() => undefined);
      }
    } finally {
      // A chunk still on its way would be stored after the cleaning.
      await storing.catch(() => undefined);
    }
    await storing;
    return undefined;
  }

  async #register(
    id: string,
    key: DataKey,
    misura: Misura,
    bloccoUnico: Buffer | undefined,
    { caller, autorizzato, canale, chiaveIdempotenza, ricevuto }: RichiestaDeposito,
  ): Promise<{ ricevuta: Ricevuta; esito: EsitoDeposito }> {
    const ricevutoIl = this.clock.now();
    const impronta = misura.sha256.digest();
    const { improntaSha256, dimensione } = ricevuto ?? { improntaSha256: impronta, dimensione: misura.dimensione };
    const ricevuta = issueRicevuta(
      {
        id: uuidv7(ricevutoIl),
        numero: numeroRicevuta(await this.numeri.next(), ricevutoIl),
        invio_id: id,
        ente: autorizzato.ente.id,
        tracciato: autorizzato.nomeTracciato,
        dimensione,
        impronta_sha256: improntaSha256.toString('hex'),
        ...(ricevuto === undefined ? {} : { impronta_conservata: impronta.toString('hex') }),
        ricevuto_il: ricevutoIl.toISOString(),
      },
      this.firma,
    );
    const esito = await this.registro.register({
      id,
      enteMittente: autorizzato.ente.id,
      depositante: caller.ente,
      clientId: caller.clientId,
      delega: autorizzato.delega,
      tracciato: autorizzato.nomeTracciato,
      canale,
      dimensione,
      improntaSha256,
      riscritto: ricevuto && { impronta, formato: ricevuto.formato, foglio: ricevuto.foglio },
      chiaveIdempotenza,
      chiaveCustodia: key.wrapped,
      ricevutoIl,
      bloccoUnico,
      ricevuta,
    });
    return { ricevuta, esito };
  }
}

async function* measured(body: AsyncIterable<Uint8Array>, misura: Misura, limite: number): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of body) {
      misura.dimensione += piece.length;
      if (misura.dimensione > limite) throw ingestionProblem('documento_troppo_grande');
      misura.sha256.update(piece);
      yield piece;
    }
  } catch (error) {
    throw interruzioneOr(error);
  }
}
