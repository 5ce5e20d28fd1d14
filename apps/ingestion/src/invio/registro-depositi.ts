import { Injectable } from '@nestjs/common';
import { invioRicevutoV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database, type SessionScope, type Statement, type Tx } from '#libs/persistence';
import { Custodia } from '../custodia/custodia.js';
import { Sveglia } from '../validazione/sveglia.js';
import type { Deposito, EsitoDeposito } from './deposito.js';
import { insertDepositi } from './inserisci-depositi.js';

/** Deposits and bytes that one commit takes at most: enough that the cost of a commit vanishes, little enough to stay in milliseconds. */
const DEPOSITI_PER_COMMIT = 32;
const BYTE_PER_COMMIT = 1024 * 1024;
/** Commits under way at once: while the disk writes one, the next ones are being computed. */
const COMMIT_INSIEME = 3;

interface InAttesa {
  readonly deposito: Deposito;
  readonly resolve: (esito: EsitoDeposito) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Writes deposits. Those that arrive while a commit is under way share the next one: a lone deposit never waits, fifty at once cost a
 * handful of commits instead of fifty (a commit is the disk's time, not ours). Each deposit has its own answer.
 */
@Injectable()
export class RegistroDepositi {
  readonly #waiting: InAttesa[] = [];
  #working = 0;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly custodia: Custodia,
    private readonly sveglia: Sveglia,
  ) {}

  register(deposito: Deposito): Promise<EsitoDeposito> {
    // A large one ends an upload that the sweeper may have taken: its failure must not be its neighbours'.
    if (deposito.bloccoUnico === undefined) return this.#registerAlone(deposito);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ deposito, resolve, reject });
      if (this.#working < COMMIT_INSIEME) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working += 1;
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        const nuovi = await this.#commit(batch.map(({ deposito }) => deposito));
        await Promise.all(batch.map((one) => this.#answer(one, nuovi)));
      } catch {
        // One bad neighbour, or a deadlock with another replica: each again, on its own, with its own error.
        await Promise.all(
          batch.map(({ deposito, resolve, reject }) => this.#registerAlone(deposito).then(resolve, reject)),
        );
      }
    }
    this.#working -= 1;
  }

  #nextBatch(): InAttesa[] {
    let bytes = 0;
    const fits = this.#waiting.findIndex(({ deposito }, index) => {
      bytes += deposito.bloccoUnico?.length ?? 0;
      return index === DEPOSITI_PER_COMMIT || (index > 0 && bytes > BYTE_PER_COMMIT);
    });
    return this.#waiting.splice(0, fits === -1 ? this.#waiting.length : fits);
  }

  async #registerAlone(deposito: Deposito): Promise<EsitoDeposito> {
    for (;;) {
      const nuovi = await this.#commit([deposito]);
      if (nuovi.has(deposito.id)) return { esito: 'nuovo' };
      const existing = await this.#existing(deposito);
      // None: the invio that stood in the way was cancelled meanwhile.
      if (existing !== undefined) return existing;
    }
  }

  async #answer({ deposito, resolve, reject }: InAttesa, nuovi: ReadonlySet<string>): Promise<void> {
    if (nuovi.has(deposito.id)) return resolve({ esito: 'nuovo' });
    try {
      resolve((await this.#existing(deposito)) ?? (await this.#registerAlone(deposito)));
    } catch (error) {
      reject(error);
    }
  }

  /** @returns ids of the deposits that made an invio; the others stand before an earlier one */
  async #commit(depositi: readonly Deposito[]): Promise<ReadonlySet<string>> {
    const scope = { enti: [...new Set(depositi.map(({ depositante }) => depositante))].join() };
    const publication = this.outbox.publication(invioRicevutoV1, depositi.map(messageOf));
    const insert = insertDepositi(depositi, publication);
    const nuovi = depositi.every(({ bloccoUnico }) => bloccoUnico !== undefined)
      ? idsOf(await this.database.statement('api', scope, insert.sql, insert.params))
      : await this.#commitUploads(scope, depositi, insert);
    publication.committed();
    this.sveglia.wake();
    return nuovi;
  }

  /** As `#commit`, and ends the uploads of which chunks are stored already. @throws CaricamentoScaduto */
  #commitUploads(scope: SessionScope, depositi: readonly Deposito[], insert: Statement): Promise<ReadonlySet<string>> {
    const work = async (tx: Tx, rows: unknown): Promise<ReadonlySet<string>> => {
      const nuovi = idsOf(rows);
      for (const { id, bloccoUnico } of depositi) {
        // Only of a new one: the chunks of a repeated one are still an upload, to be removed by us or by the sweeper.
        if (bloccoUnico === undefined && nuovi.has(id)) await this.custodia.finishCaricamento(tx, id);
      }
      return nuovi;
    };
    return this.database.transaction('api', scope, work, { opening: insert });
  }

  async #existing(deposito: Deposito): Promise<EsitoDeposito | undefined> {
    // As consumer: who repeats the deposit of another depositante of the same ente gets its ricevuta, without seeing its invio.
    const [found] = await this.database.statement<{ id: string; stessi_byte: boolean }>(
      'consumer',
      {},
      `SELECT id, tracciato = $2 AND impronta = $3 AS stessi_byte FROM invio
       WHERE ente_mittente = $1 AND annullato_il IS NULL
         AND ((tracciato = $2 AND impronta = $3) OR chiave_idempotenza = $4)
       ORDER BY stessi_byte DESC LIMIT 1`,
      [deposito.enteMittente, deposito.tracciato, deposito.improntaSha256, deposito.chiaveIdempotenza ?? null],
    );
    if (found === undefined) return undefined;
    return found.stessi_byte ? { esito: 'ripetuto', invioId: found.id } : { esito: 'altra_chiave' };
  }
}

function idsOf(rows: unknown): ReadonlySet<string> {
  return new Set((rows as readonly { id: string }[]).map(({ id }) => id));
}

function messageOf({ id, enteMittente, tracciato, canale, dimensione, ricevutoIl }: Deposito) {
  return {
    key: id,
    ente: enteMittente,
    body: { invioId: id, enteMittente, tracciato, canale, dimensione, ricevutoIl: ricevutoIl.toISOString() },
  };
}
