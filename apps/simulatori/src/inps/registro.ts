import { createHash } from 'node:crypto';
import { type Cursore, INIZIO, movedBack, step } from './cursore.js';
import type { Esito } from './esito.js';
import type { Giudizio } from './giudizio.js';
import type { FlussoServito } from './pagina.js';
import type { Problema } from './problema.js';

/** A flusso that INPS keeps. */
export interface Acquisito {
  readonly id: string;
  readonly ts: string;
  readonly impronta: string;
  readonly giudizio: Giudizio;
  /** The document, base64. */
  readonly flusso: string;
}

/** An esito that the ente has not taken yet. */
export interface EsitoInAttesa {
  readonly numero: number;
  readonly esito: Esito;
  /** Not to be sent before this instant (milliseconds) and this slot. */
  readonly dalMomento: number;
  readonly dalloSlot: number;
  /** It contradicts one that was sent: it is not contradicted in turn. */
  readonly contraddice: boolean;
}

export interface EsitoConsegnato {
  readonly esito: Esito;
  readonly il: string;
}

/** What happened to INPS with an ente; the state is what these facts add up to, and a restart reads them again. */
export type Fatto =
  | {
      readonly fatto: 'pagina';
      /** Of this slot: esiti wait for a number of it. */
      readonly slot: number;
      /** Instant of the last flusso of the page. */
      readonly ultimo: number;
      readonly acquisiti: readonly Acquisito[];
      readonly attese: readonly EsitoInAttesa[];
    }
  | { readonly fatto: 'ritorno'; readonly pagine: number }
  | {
      readonly fatto: 'consegna';
      readonly numeri: readonly number[];
      readonly il: string;
      readonly attese: readonly EsitoInAttesa[];
    };

const MAX_PROBLEMI = 1000;

export const improntaOf = (contenuto: Uint8Array) => createHash('sha256').update(contenuto).digest('hex');

/** All that INPS holds of one ente. */
export class Registro {
  cursore: Cursore = INIZIO;
  /** In the order of acquisition. */
  readonly acquisiti = new Map<string, Acquisito>();
  readonly consegnati: EsitoConsegnato[] = [];
  readonly problemi: (Problema & { readonly il: string })[] = [];
  /** Slots begun, of which a restart forgets those that brought nothing. */
  slot = 0;
  chiamate = 0;
  /** Flussi served again after they were acquired. */
  riletti = 0;
  #attesa = new Map<number, EsitoInAttesa>();
  #inseriti = new Set<string>();
  #numero = 0;

  constructor(readonly ente: string) {}

  apply(fatto: Fatto): void {
    if (fatto.fatto === 'ritorno') return void (this.cursore = movedBack(this.cursore, fatto.pagine));
    if (fatto.fatto === 'pagina') {
      this.cursore = step(this.cursore, { istanti: [fatto.ultimo] }).cursore;
      this.slot = Math.max(this.slot, fatto.slot);
      for (const acquisito of fatto.acquisiti) this.#acquire(acquisito);
    }
    if (fatto.fatto === 'consegna') {
      for (const numero of fatto.numeri) {
        const { esito } = this.#attesa.get(numero)!;
        this.#attesa.delete(numero);
        this.consegnati.push({ esito, il: fatto.il });
      }
    }
    for (const attesa of fatto.attese) {
      this.#attesa.set(attesa.numero, attesa);
      this.#numero = Math.max(this.#numero, attesa.numero);
    }
  }

  #acquire(acquisito: Acquisito): void {
    this.acquisiti.set(acquisito.id, acquisito);
    const { codice, operazione, chiave } = acquisito.giudizio;
    if (codice !== 'OK' || chiave === undefined) return;
    if (operazione === 'C') this.#inseriti.delete(chiave);
    else this.#inseriti.add(chiave);
  }

  /** Insertions accepted and not cancelled, as they are after `acquisiti` that are not applied yet. */
  insertionsAfter(acquisiti: readonly Acquisito[]): (chiave: string) => boolean {
    const latest = new Map<string, boolean>();
    for (const { giudizio } of acquisiti) {
      if (giudizio.codice === 'OK' && giudizio.chiave !== undefined)
        latest.set(giudizio.chiave, giudizio.operazione !== 'C');
    }
    return (chiave) => latest.get(chiave) ?? this.#inseriti.has(chiave);
  }

  get attesa(): readonly EsitoInAttesa[] {
    return [...this.#attesa.values()];
  }

  /** Numbers for esiti that will be put in wait. */
  nextNumbers(): () => number {
    let numero = this.#numero;
    return () => (numero += 1);
  }

  /** Whether a flusso was acquired, and is served again as it was. */
  compare({ id, ts, contenuto }: FlussoServito): 'nuovo' | 'uguale' | 'cambiato' {
    const known = this.acquisiti.get(id);
    if (known === undefined) return 'nuovo';
    return known.ts === ts && known.impronta === improntaOf(contenuto) ? 'uguale' : 'cambiato';
  }

  note(problema: Problema, when: Date): void {
    this.problemi.push({ ...problema, il: when.toISOString() });
    if (this.problemi.length > MAX_PROBLEMI) this.problemi.shift();
  }
}
