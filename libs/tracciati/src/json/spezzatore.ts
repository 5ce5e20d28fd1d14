import type { Limiti } from '../limiti.js';
import { radice } from '../tabelle/parole.js';
import { type Luogo, Posizione } from '../xml/posizione.js';
import { malformato, oltreLimiteJson, struttura } from './illeggibile.js';

/** A stretch of JSON: a riga, or what stands around the list of the righe. */
export interface Pezzo {
  /** `testa` and `coda`: what an object has before and after its `righe`; there they are empty, so that both are objects. */
  readonly genere: 'riga' | 'testa' | 'coda';
  readonly testo: string;
  /** Characters at its beginning that are not in the document. */
  readonly aggiunti: number;
  /** Of its first character in the document. */
  readonly luogo: Luogo;
  /** Pairs of key and value in it, at any depth. */
  readonly coppie: number;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;
const COMMA = 44;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const LF = 10;

/** A key that ends here, with its colon; a longer one, or one farther from its value, is not `righe`. */
const KEY_BEFORE = /"([^"\\]{1,40})"\s*:\s*$/;
const KEY_REACH = 200;

const CODA = '{"righe":[]';

/** What is waited for between one stretch and the next. */
type Attesa = 'inizio' | 'oggetto' | 'oggetto o fine' | 'virgola' | 'linea' | 'nulla';

/**
 * Finds the objects of a JSON document of any size, from text in any cut: those of the list at the top, those of `righe` in the object at
 * the top, or one after the other (NDJSON). It looks at quotes and brackets only: what is inside is left to `JSON.parse`.
 */
export class Spezzatore {
  /** Undefined until the document has shown it. */
  forma: 'json' | 'ndjson' | undefined;
  readonly #posizione = new Posizione();
  #b = '';
  #i = 0;
  #attesa: Attesa = 'inizio';
  /** An object has `righe` in it: something may follow the list. */
  #conTesta = false;
  /** A line end has come since the last object. */
  #aCapo = true;
  /** The stretch being read, if any: its kind, where it begins. */
  #aperto: Pezzo['genere'] | undefined;
  #start = 0;
  #luogo: Luogo = { linea: 1, colonna: 1 };
  #depth = 0;
  #inString = false;
  #coppie = 0;

  constructor(private readonly limiti: Pick<Limiti, 'oggetto' | 'profonditaJson'>) {}

  /** Where reading has come to. */
  get luogo(): Luogo {
    return this.#posizione.a(this.#b, this.#b.length);
  }

  /** The stretches that this text completes; to be asked for to the last. @throws DocumentoIlleggibile */
  *write(text: string): Generator<Pezzo> {
    const kept = this.#aperto === undefined ? this.#i : this.#start;
    this.#posizione.scarta(this.#b, kept);
    this.#posizione.astrale ||= /[\ud800-\udbff]/.test(text);
    this.#b = kept === this.#b.length ? text : this.#b.slice(kept) + text;
    this.#i -= kept;
    this.#start = 0;
    while (this.#i < this.#b.length) {
      const pezzo = this.#aperto === undefined ? this.#between() : this.#inside();
      if (pezzo !== undefined) yield pezzo;
    }
    this.#measure(this.#b.length);
  }

  /** @throws DocumentoIlleggibile when something is still open */
  end(): void {
    if (this.#aperto !== undefined || !['linea', 'nulla'].includes(this.#attesa)) {
      throw malformato('il documento è troncato', this.luogo);
    }
  }

  #between(): Pezzo | undefined {
    const code = this.#b.charCodeAt(this.#i);
    if (code === LF) this.#aCapo = true;
    if (code === 32 || code === LF || code === 9 || code === 13) this.#i++;
    else this.#mark(code);
    return undefined;
  }

  /** Reads one character that is not blank, outside every object. */
  #mark(code: number): void {
    const attesa = this.#attesa;
    if (code === OPEN_BRACE && attesa !== 'virgola' && attesa !== 'nulla' && this.#aCapo) {
      return this.#open(attesa === 'inizio' ? 'testa' : 'riga', 0);
    }
    if (attesa === 'inizio' && code === OPEN_BRACKET) {
      this.forma = 'json';
      this.#attesa = 'oggetto o fine';
    } else if (attesa === 'virgola' && code === COMMA) this.#attesa = 'oggetto';
    else if ((attesa === 'virgola' || attesa === 'oggetto o fine') && code === CLOSE_BRACKET) this.#endList();
    else throw this.#unexpected(attesa);
    this.#i++;
  }

  #endList(): void {
    this.#attesa = 'nulla';
    if (!this.#conTesta) return;
    this.#open('coda', 1);
    this.#start = this.#i + 1;
  }

  #unexpected(attesa: Attesa): Error {
    const luogo = this.#posizione.a(this.#b, this.#i);
    switch (attesa) {
      case 'inizio':
        return struttura('comincia con un valore che non è né un oggetto né una lista', luogo);
      case 'linea':
        return malformato('dopo una riga ci vuole un a capo e un altro oggetto', luogo);
      case 'nulla':
        return malformato('c’è altro dopo la fine', luogo);
      case 'virgola':
        return malformato('fra una riga e l’altra ci vuole una virgola', luogo);
      default:
        return struttura('nella lista delle righe c’è un valore che non è un oggetto', luogo);
    }
  }

  #open(genere: Pezzo['genere'], depth: number): void {
    this.#aperto = genere;
    this.#start = this.#i;
    this.#luogo = this.#posizione.a(this.#b, this.#i);
    this.#depth = depth;
    this.#coppie = 0;
  }

  /** Goes on inside the open stretch, up to its end or that of the text. */
  #inside(): Pezzo | undefined {
    const b = this.#b;
    for (; this.#i < b.length; this.#i++) {
      const code = b.charCodeAt(this.#i);
      if (this.#inString) {
        if (code === BACKSLASH) this.#i++;
        else if (code === QUOTE) this.#inString = false;
      } else if (code === QUOTE) this.#inString = true;
      else if (code === COLON) this.#coppie++;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        if (code === OPEN_BRACKET && this.#depth === 1 && this.#aperto === 'testa') {
          const head = this.#headBeforeRighe();
          if (head !== undefined) return head;
        }
        this.#deeper();
      } else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && --this.#depth === 0) return this.#close();
    }
    return undefined;
  }

  #deeper(): void {
    if (++this.#depth <= this.limiti.profonditaJson) return;
    this.#measure(this.#i);
    const luogo = this.#posizione.a(this.#b, this.#i);
    throw oltreLimiteJson('oggetti e liste aperti uno dentro l’altro', this.limiti.profonditaJson, luogo);
  }

  /** The object at the top turns out to be around the righe. @returns what it has before them */
  #headBeforeRighe(): Pezzo | undefined {
    const key = KEY_BEFORE.exec(this.#b.slice(Math.max(this.#start, this.#i - KEY_REACH), this.#i));
    if (key === null || radice(key[1]!) !== 'righe') return undefined;
    this.#measure(this.#i);
    const testo = `${this.#b.slice(this.#start, this.#i)}[]}`;
    this.forma = 'json';
    this.#conTesta = true;
    this.#aperto = undefined;
    this.#attesa = 'oggetto o fine';
    this.#i++;
    return { genere: 'testa', testo, aggiunti: 0, luogo: this.#luogo, coppie: this.#coppie };
  }

  #close(): Pezzo {
    this.#measure(this.#i);
    const text = this.#b.slice(this.#start, ++this.#i);
    const luogo = this.#luogo;
    const coppie = this.#coppie;
    const genere = this.#aperto!;
    this.#aperto = undefined;
    if (genere === 'coda') {
      return { genere, testo: CODA + text, aggiunti: CODA.length, luogo, coppie: coppie + 1 };
    }
    // The object at the top has no `righe`: it is a riga, and others may follow, a line each.
    if (genere === 'testa') this.forma = 'ndjson';
    this.#attesa = this.forma === 'ndjson' ? 'linea' : 'virgola';
    this.#aCapo = this.forma !== 'ndjson';
    return { genere: 'riga', testo: text, aggiunti: 0, luogo, coppie };
  }

  /** @param end offset the open stretch has come to */
  #measure(end: number): void {
    if (this.#aperto === undefined || end - this.#start <= this.limiti.oggetto) return;
    throw oltreLimiteJson('caratteri di una sola riga', this.limiti.oggetto, this.#luogo);
  }
}
