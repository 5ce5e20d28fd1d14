import type { RigaLetta, Rilievo } from '#libs/tracciati';
import type { RilieviDiRiga } from '../rilievo/scrivi-rilievi.js';
import type { Intestazione } from './intestazione.js';
import { type Accoglienza, type Lotto, type RigaAccolta, type RigaRespinta, luogoOf } from './lotto.js';

/** Bounds of a message of accepted righe (design §4.6), with room for what surrounds each riga in the message. */
const RIGHE_PER_LOTTO = 500;
const BYTE_PER_LOTTO = 250_000;
const BYTE_INTORNO_ALLA_RIGA = 330;
const BYTE_DI_UNA_CODIFICA = 200;
const BYTE_PER_RILIEVO = 600;

/** Gathers verdicts into lotti. */
export class Lottizzatore {
  #accolte: RigaAccolta[] = [];
  #respinte: RigaRespinta[] = [];
  #rilievi: RilieviDiRiga[] = [];
  #intestazioni = new Map<Intestazione, number>();
  #bytes = 0;
  #indice = 0;
  readonly #lotti: Lotto[] = [];

  accept(riga: RigaLetta, accoglienza: Accoglienza, di: Intestazione): void {
    const intorno = BYTE_INTORNO_ALLA_RIGA + (accoglienza.codifica === undefined ? 0 : BYTE_DI_UNA_CODIFICA);
    this.#makeRoom(riga.numero, Buffer.byteLength(accoglienza.contenuto) + intorno);
    this.#accolte.push(Object.assign(luogoOf(riga), { intestazione: this.#placeOf(di) }, accoglienza));
  }

  refuse(riga: RigaLetta, di: Intestazione): void {
    this.#makeRoom(riga.numero, 0);
    this.#respinte.push(Object.assign(luogoOf(riga), { intestazione: this.#placeOf(di) }));
  }

  /** @param rilievi on the riga given last */
  note(numero: number, rilievi: readonly Rilievo[]): void {
    this.#rilievi.push({ numero, dal: 0, rilievi });
    this.#bytes += rilievi.length * BYTE_PER_RILIEVO;
  }

  /** All that was gathered since the last call. */
  take(): Lotto[] {
    this.#close();
    return this.#lotti.splice(0);
  }

  #placeOf(intestazione: Intestazione): number {
    const known = this.#intestazioni.get(intestazione);
    if (known !== undefined) return known;
    this.#intestazioni.set(intestazione, this.#intestazioni.size);
    return this.#intestazioni.size - 1;
  }

  #makeRoom(numero: number, size: number): void {
    const righe = this.#accolte.length + this.#respinte.length;
    if (righe >= RIGHE_PER_LOTTO || this.#bytes + size > BYTE_PER_LOTTO) this.#close();
    if (this.#accolte.length + this.#respinte.length === 0) this.#indice = numero;
    this.#bytes += size;
  }

  #close(): void {
    if (this.#accolte.length + this.#respinte.length === 0) return;
    this.#lotti.push({
      indice: this.#indice,
      accolte: this.#accolte,
      respinte: this.#respinte,
      rilievi: this.#rilievi,
      intestazioni: [...this.#intestazioni.keys()],
    });
    this.#accolte = [];
    this.#respinte = [];
    this.#rilievi = [];
    this.#intestazioni = new Map();
    this.#bytes = 0;
  }
}
