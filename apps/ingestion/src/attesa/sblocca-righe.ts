import { Injectable } from '@nestjs/common';
import { righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock, Database, type Tx } from '#libs/persistence';
import { Riferimenti, type Vista } from '#libs/riferimenti';
import { KeyRing } from '#libs/security';
import { type RecordBloccato, lockRecords } from '../record/leggi-record.js';
import { type RigaSbloccata, releaseRighe } from '../riga/scrivi-righe.js';
import { type CodiceAtteso, codiciAttesi, righeAttese, takeRighe } from './leggi-attese.js';
import { type RigaTradotta, messaggiOf } from './messaggi-sblocco.js';
import { RigheIlleggibili, openAll } from './riga-trattenuta.js';
import { markVariate, tellAttesa } from './scrivi-attese.js';

/** Codes looked at together: their answers are held while their righe go. */
const CODICI_PER_PAGINA = 1000;
/** Righe let go in one transaction: as many messages at most, some hundred milliseconds. */
const RIGHE_PER_TRANSAZIONE = 500;
const RETRIES = 5;

/** What a code is, by the code waited for. */
type Tradotti = ReadonlyMap<string, CodiceAtteso & Omit<RigaSbloccata, 'id'>>;

/**
 * Lets go the righe whose code has come to mean something. Each goes once, whoever else tries: it is published in the transaction that
 * takes it out of waiting. Righe whose code is unknown by now, or wants a choice, stay: the sender sees why and sends them again.
 */
@Injectable()
export class SbloccaRighe {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly keyRing: KeyRing,
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /**
   * @param ente only its righe; those of all when undefined
   * @param stop ends it after the transaction under way
   * @param onIlleggibili told of righe that no key opens: they stay, and the others go
   * @returns how many righe were let go
   */
  async release(
    ente?: string,
    stop?: AbortSignal,
    onIlleggibili: (righe: readonly string[]) => void = () => undefined,
  ): Promise<number> {
    const { vista, ready } = this.riferimenti;
    if (!ready) return 0;
    let released = 0;
    for (let dopo: CodiceAtteso | undefined; ;) {
      const codici = await codiciAttesi(this.database, ente, dopo, CODICI_PER_PAGINA);
      const tradotti = translated(vista, codici);
      if (tradotti.size > 0) released += await this.#releaseAll(tradotti, stop, onIlleggibili);
      if (codici.length < CODICI_PER_PAGINA || stop?.aborted === true) return released;
      dopo = codici.at(-1);
    }
  }

  async #releaseAll(
    tradotti: Tradotti,
    stop: AbortSignal | undefined,
    onIlleggibili: (righe: readonly string[]) => void,
  ): Promise<number> {
    const codici = [...tradotti.values()];
    const escluse: string[] = [];
    let released = 0;
    for (;;) {
      const righe = await righeAttese(this.database, codici, RIGHE_PER_TRANSAZIONE, escluse);
      if (righe.length === 0) return released;
      const work = (tx: Tx) => this.#releaseSome(tx, righe, tradotti);
      try {
        released += await this.database.transaction('consumer', {}, work, { retries: RETRIES });
      } catch (error) {
        // One riga that nobody can read must not hold those of the whole region.
        if (!(error instanceof RigheIlleggibili)) throw error;
        escluse.push(...error.righe);
        onIlleggibili(error.righe);
      }
      if (stop?.aborted === true) return released;
    }
  }

  async #releaseSome(
    tx: Tx,
    righe: readonly { readonly rigaId: string; readonly recordId: string }[],
    tradotti: Tradotti,
  ): Promise<number> {
    // Before the righe, as who applies deliveries: else the two could wait for each other.
    const record = await lockRecords(
      tx,
      righe.map(({ recordId }) => recordId),
    );
    const taken = await takeRighe(
      tx,
      righe.map(({ rigaId }) => rigaId),
    );
    // Whoever replaces a record takes its riga from here. Only a process of the release before does not know that it should.
    const attuali = taken.filter((riga) => isCurrent(record.get(riga.recordId), riga));
    const aperte = openAll(this.keyRing, attuali);
    const gone = attuali.map((riga): RigaTradotta & { readonly viva: string } => {
      const { inps, versioni } = tradotti.get(keyOf(riga))!;
      return { ...riga, ...aperte.get(riga.rigaId)!, inps, versioni, viva: record.get(riga.recordId)!.rigaId };
    });
    const il = this.clock.now();
    const messages = await this.outbox.sealWritten(righePsPsaSinaAccettateV1, messaggiOf(gone));
    const facts = gone.map(({ rigaId, ente: enteErogatore }) => ({ rigaId, enteErogatore }));
    await tellAttesa(tx, this.keyRing, 'sbloccata', il, facts);
    await releaseRighe(tx, gone.flatMap(sbloccateOf), il);
    await this.outbox.publishSealed(tx, messages);
    await markVariate(
      tx,
      taken.map(({ ente }) => ente),
    );
    return gone.length;
  }
}

function translated(vista: Vista, codici: readonly CodiceAtteso[]): Tradotti {
  return new Map(
    codici.flatMap((atteso) => {
      const codifica = vista.codifica(atteso.ente, atteso.codice, atteso.giorno);
      if (codifica.esito !== 'tradotta') return [];
      return [[keyOf(atteso), { ...atteso, inps: codifica.codice, versioni: codifica.versioni }] as const];
    }),
  );
}

/** Days and enti have one length each: no two codes make one key. */
function keyOf({ ente, codice, giorno }: CodiceAtteso): string {
  return `${ente} ${giorno} ${codice}`;
}

function isCurrent(
  noto: RecordBloccato | undefined,
  { rigaId, revisione }: { readonly rigaId: string; readonly revisione: number },
): boolean {
  return noto?.stato === 'attivo' && noto.rigaOrigine === rigaId && noto.revisione === revisione;
}

/** The riga that made the revision, and the live one where another repeated it since. */
function sbloccateOf({ rigaId, viva, inps, versioni }: RigaTradotta & { readonly viva: string }): RigaSbloccata[] {
  return [...new Set([rigaId, viva])].map((id) => ({ id, inps, versioni }));
}
