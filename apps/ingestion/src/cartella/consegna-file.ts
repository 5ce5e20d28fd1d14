import type { FileHandle } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Problem } from '#libs/contracts';
import type { Caller } from '#libs/security';
import { ingestionProblem } from '../ingestion.errors.js';
import { RiceviInvio } from '../invio/ricevi-invio.js';
import { StampaRicevuta } from '../ricevuta/stampa-ricevuta.js';
import type { RispostaDeposito } from '../risposta.js';
import type { Cartella } from './cartelle.js';
import { MittenteCartella } from './mittente-cartella.js';
import { isPlain } from './nomi.js';
import type { Presa } from './presa.js';
import { RegistroConsegne } from './registro-consegne.js';
import { RespingiFile } from './respingi-file.js';

const READ_BYTES = 256 * 1024;

/** The file went on changing while it was read: what was read of it is not kept, and it is read again later. */
export class FileCambiato extends Error {}

/**
 * Deposits one file of a folder and says so beside it. Every step may be the last before a crash: the bytes have one invio and one
 * ricevuta however often they come, the file moves only when its ricevuta is written, and until it has moved it is taken up again.
 */
@Injectable()
export class ConsegnaFile {
  constructor(
    private readonly ricevi: RiceviInvio,
    private readonly consegne: RegistroConsegne,
    private readonly mittente: MittenteCartella,
    private readonly stampa: StampaRicevuta,
    private readonly respingi: RespingiFile,
  ) {}

  /**
   * @returns whether it was delivered or refused
   * @throws anything that may pass: the file stays taken, and is tried again
   */
  async deliver(cartella: Cartella, presa: Presa): Promise<'consegnato' | 'respinto'> {
    try {
      await this.#deposit(cartella, presa);
      return 'consegnato';
    } catch (error) {
      if (!(error instanceof Problem) || error.row.retryable) throw error;
      await this.respingi.refuse(cartella, presa, error);
      return 'respinto';
    }
  }

  async #deposit(cartella: Cartella, presa: Presa): Promise<void> {
    if (!isPlain(presa.nome))
      throw ingestionProblem('file_non_ammesso', 'Il nome contiene caratteri non ammessi o è troppo lungo.');
    const caller = this.mittente.find(cartella.codiceEnte);
    const { ricevuta } = await this.#receive(cartella, caller, presa);
    const noted = { cartella: cartella.nome, nome: presa.nome, ente: caller.ente, invioId: ricevuta.invio_id };
    const { uscita } = await this.consegne.note(noted, ricevuta.numero);
    await cartella.ricevute.write(`${uscita}.ricevuta.pdf`, [await this.stampa.print(ricevuta)]);
    await cartella.ricevute.write(`${uscita}.ricevuta.json`, [`${JSON.stringify(ricevuta, undefined, 2)}\n`]);
    // Of what was received only another text may be kept (DM 206/2014): this file holds the codes that were taken out of it.
    if (ricevuta.impronta_conservata === undefined) await presa.moveTo(cartella.consegnati, uscita);
    else await presa.remove();
  }

  async #receive(cartella: Cartella, caller: Caller, presa: Presa): Promise<RispostaDeposito> {
    const file = await presa.open();
    if (file === undefined) throw ingestionProblem('file_non_ammesso', 'Non è un file ordinario.');
    try {
      const { size } = await file.stat();
      return await this.ricevi.receive({
        caller,
        tracciato: cartella.tracciato,
        ente: undefined,
        chiaveIdempotenza: undefined,
        canale: 'cartella',
        dimensioneDichiarata: String(size),
        body: bytesOf(file, presa),
      });
    } finally {
      await file.close();
    }
  }
}

/** @throws FileCambiato at the end, before anything is promised, if the file is not what it was at the beginning */
async function* bytesOf(file: FileHandle, presa: Presa): AsyncGenerator<Uint8Array> {
  const before = await file.stat();
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES);
    if (bytesRead === 0) break;
    yield buffer.subarray(0, bytesRead);
    await presa.live();
  }
  const after = await file.stat();
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs)
    throw new FileCambiato('a file changed while it was read');
}
