import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { Riferimenti, type Vista } from '#libs/riferimenti';
import { RecordContesi } from '../record/scrivi-record.js';
import { type CodiceAtteso, codiciAttesi, righeAttese } from './leggi-attese.js';
import { LiberaRighe, type Liberate, type RigaDaLiberare } from './libera-righe.js';
import { RigheIlleggibili } from './riga-trattenuta.js';

/** Codes looked at together: their answers are held while their righe go. */
const CODICI_PER_PAGINA = 1000;
/** Righe let go in one transaction: as many messages at most, some hundred milliseconds. */
const RIGHE_PER_TRANSAZIONE = 500;
const RETRIES = 5;

/** What a code is, by the code waited for. */
type Tradotti = ReadonlyMap<string, CodiceAtteso & Pick<RigaDaLiberare, 'inps' | 'versioni' | 'ambito'>>;

/**
 * Lets go the righe whose code has come to mean something. Each goes once, whoever else tries: it is published in the transaction that
 * takes it out of waiting. Righe whose code is unknown by now, or wants a choice, stay: the sender sees why and sends them again.
 * Those of a prestazione that another ente of the ambito has stay as long as it has it.
 */
@Injectable()
export class SbloccaRighe {
  constructor(
    private readonly database: Database,
    private readonly riferimenti: Riferimenti,
    private readonly libera: LiberaRighe,
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
      try {
        const { quante, doppie } = await this.#releaseSome(
          righe.map((riga) => ({ ...riga, ...tradotti.get(keyOf(riga))! })),
        );
        released += quante;
        escluse.push(...doppie);
      } catch (error) {
        // One riga that nobody can read must not hold those of the whole region.
        if (!(error instanceof RigheIlleggibili)) throw error;
        escluse.push(...error.righe);
        onIlleggibili(error.righe);
      }
      if (stop?.aborted === true) return released;
    }
  }

  /** A delivery may make a record of the same prestazione at the same instant: then its record is looked at too. */
  async #releaseSome(righe: readonly RigaDaLiberare[]): Promise<Liberate> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.transaction('consumer', {}, (tx) => this.libera.release(tx, righe), {
          retries: RETRIES,
        });
      } catch (error) {
        if (!(error instanceof RecordContesi) || attempt > RETRIES) throw error;
      }
    }
  }
}

function translated(vista: Vista, codici: readonly CodiceAtteso[]): Tradotti {
  return new Map(
    codici.flatMap((atteso) => {
      const { ente, codice, giorno } = atteso;
      const codifica = vista.codifica(ente, codice, giorno);
      if (codifica.esito !== 'tradotta') return [];
      const ambito = vista.ambitoServitoDa(ente, giorno)?.id ?? ente;
      return [[keyOf(atteso), { ...atteso, inps: codifica.codice, versioni: codifica.versioni, ambito }] as const];
    }),
  );
}

/** Days and enti have one length each: no two codes make one key. */
function keyOf({ ente, codice, giorno }: CodiceAtteso): string {
  return `${ente} ${giorno} ${codice}`;
}
