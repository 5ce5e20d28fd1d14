import type { Limiti } from '../limiti.js';
import { expandReferences, isBlank, isBlankText } from './caratteri.js';
import { CDATA, type Costrutto, instructionAt, markupAt } from './costrutti.js';
import { Illeggibile, malFormato, oltreLimite } from './illeggibile.js';
import type { Nome, Nomi } from './nomi.js';
import type { Ascoltatore, Tag } from './ascoltatore.js';
import { type Luogo, Posizione } from './posizione.js';

const LT = 60;
const GT = 62;
const SLASH = 47;
const EQUALS = 61;
const BANG = 33;
const QUESTION = 63;

/** True for a blank, `>`, `/` and the end of the text. */
function endsName(code: number): boolean {
  return !(code > 32) || code === GT || code === SLASH;
}

/**
 * XML 1.0 without DTD, from text in any cut. Ours and not saxes because reading is the hot path of the hub, and for the limits and
 * places saxes does not give (measured in libs/tracciati/README.md). That it accepts what libxml2 accepts is shown on thousands of
 * documents at each test run.
 */
export class Scansione {
  readonly #aperti: string[] = [];
  readonly #tag: Tag;
  readonly #posizione = new Posizione();
  #b = '';
  #i = 0;
  #serial = 0;
  #comments = 0;
  #begun = false;
  #rootSeen = false;

  constructor(
    private readonly nomi: Nomi,
    private readonly limiti: Limiti,
    private readonly ascoltatore: Ascoltatore,
  ) {
    const nome: Nome = { testo: '', prefisso: '', locale: '', id: -1, tag: 0, attesi: [], dopo: undefined };
    const lists = { nomi: [], valori: [], posti: [], quanti: 0, speciale: false };
    this.#tag = { nome, ...lists, sorgente: '', inizio: 0, fine: 0, linea: 1, colonna: 1 };
  }

  /** Line and column of an offset given to the listener, or of where reading stopped. */
  luogo(offset: number = this.#b.length): Luogo {
    return this.#posizione.a(this.#b, offset);
  }

  /** @throws Illeggibile */
  write(text: string, astrale: boolean): void {
    this.#posizione.scarta(this.#b, this.#i);
    this.#b = this.#i === this.#b.length ? text : this.#b.slice(this.#i) + text;
    this.#i = 0;
    this.#posizione.astrale ||= astrale;
    while (this.#i < this.#b.length && this.#token()) if (!this.#begun) this.#begun = true;
    if (this.#b.length - this.#i > this.limiti.token) {
      throw oltreLimite('caratteri di un solo tag, testo o commento', this.limiti.token, this.#i);
    }
  }

  /** @throws Illeggibile when something is still open */
  end(): void {
    const rest = this.#b.slice(this.#i);
    if (this.#aperti.length > 0 || rest.startsWith('<')) {
      const open = this.#aperti.at(-1);
      const where = open === undefined ? '' : `: manca la chiusura di ${open.slice(0, 100)}`;
      throw new Illeggibile('XML-03', `Il documento è troncato${where}.`, undefined, this.#b.length);
    }
    if (!isBlankText(rest)) throw this.#outside(this.#i);
    if (!this.#rootSeen) throw new Illeggibile('XML-01', 'Il documento è vuoto.', undefined, this.#i);
  }

  /** Reads one token. @returns false when it is not complete yet */
  #token(): boolean {
    const b = this.#b;
    const i = this.#i;
    if (b.charCodeAt(i) !== LT) return this.#text();
    switch (b.charCodeAt(i + 1)) {
      case SLASH:
        return this.#endTag();
      case BANG:
        if (this.#aperti.length === 0 && b.startsWith(CDATA, i)) throw this.#outside(i);
        return this.#accept(markupAt(b, i));
      case QUESTION:
        return this.#accept(instructionAt(b, i, !this.#begun, this.nomi));
      default:
        return this.#startTag();
    }
  }

  #text(): boolean {
    const start = this.#i;
    const end = this.#b.indexOf('<', start);
    if (end === -1) return false;
    const raw = this.#b.slice(start, end);
    if (this.#aperti.length === 0) {
      if (!isBlankText(raw)) throw this.#outside(start);
    } else {
      if (raw.includes(']]>')) throw malFormato('la sequenza ]]> non può stare nel testo', start + raw.indexOf(']]>'));
      this.ascoltatore.testo(raw.includes('&') ? expandReferences(raw, start) : raw, false, start);
    }
    this.#i = end;
    return true;
  }

  #outside(offset: number): Illeggibile {
    return this.#rootSeen
      ? malFormato('c’è del contenuto dopo la fine dell’elemento radice', offset)
      : malFormato('c’è del testo prima dell’elemento radice; forse il file non è XML', offset);
  }

  #startTag(): boolean {
    const b = this.#b;
    const tag = this.#tag;
    let p = this.#elementNameEnd();
    if (p === -1) return false;
    let c = b.charCodeAt(p);
    tag.quanti = 0;
    tag.speciale = tag.nome.prefisso !== '';
    const serial = ++this.#serial;
    for (;;) {
      const before = p;
      while (isBlank(c)) c = b.charCodeAt(++p);
      if (p >= b.length) return false;
      if (c === GT || c === SLASH) break;
      if (p === before) throw malFormato('manca uno spazio fra due attributi', p);
      p = this.#attribute(p, serial);
      if (p === -1) return false;
      c = b.charCodeAt(p);
    }
    if (c === SLASH) {
      if (p + 1 >= b.length) return false;
      if (b.charCodeAt(p + 1) !== GT) throw malFormato('dopo / ci vuole >', p);
    }
    this.#open(c === SLASH ? p + 2 : p + 1, c === SLASH);
    return true;
  }

  /** Finds whose start tag this is. @returns the offset after the name, -1 when it is not complete yet */
  #elementNameEnd(): number {
    const b = this.#b;
    const tag = this.#tag;
    const start = this.#i + 1;
    const expected = tag.nome.dopo;
    if (expected !== undefined && b.startsWith(expected.testo, start)) {
      const end = start + expected.testo.length;
      if (endsName(b.charCodeAt(end))) {
        tag.nome = expected;
        return end;
      }
    }
    let p = start;
    while (!endsName(b.charCodeAt(p))) p++;
    if (p >= b.length) return -1;
    if (p - start > this.limiti.nome) throw oltreLimite('caratteri di un nome', this.limiti.nome, this.#i);
    const nome = this.nomi.of(b.slice(start, p), this.#i);
    tag.nome.dopo = nome;
    tag.nome = nome;
    return p;
  }

  /** Reads `name = "value"` from `start`. @returns the offset after it, -1 when it is not complete yet */
  #attribute(start: number, serial: number): number {
    const b = this.#b;
    const nome = this.#attributeName(start);
    if (nome === undefined) return -1;
    let p = start + nome.testo.length;
    let c = b.charCodeAt(p);
    while (isBlank(c)) c = b.charCodeAt(++p);
    if (p >= b.length) return -1;
    if (c !== EQUALS) throw malFormato('un attributo non ha il segno =', start);
    c = b.charCodeAt(++p);
    while (isBlank(c)) c = b.charCodeAt(++p);
    if (p >= b.length) return -1;
    if (c !== 34 && c !== 39) throw malFormato('il valore di un attributo non è fra virgolette', p);
    const quote = c;
    const from = ++p;
    let plain = true;
    for (c = b.charCodeAt(p); c !== quote; c = b.charCodeAt(++p)) {
      if (c < 32 || c === 38) plain = false;
      else if (c === LT) throw malFormato('il valore di un attributo contiene <, che va scritto &lt;', p);
      else if (c !== c) return -1;
    }
    this.#keep(nome, start, from, p, plain, serial);
    return p + 1;
  }

  /** @returns undefined when the name may go on past what has come */
  #attributeName(start: number): Nome | undefined {
    const b = this.#b;
    const { attesi } = this.#tag.nome;
    const place = this.#tag.quanti;
    const expected = attesi[place];
    if (expected !== undefined && b.startsWith(expected.testo, start)) {
      const next = b.charCodeAt(start + expected.testo.length);
      if (next === EQUALS || next <= 32) return expected;
    }
    let p = start;
    let c = b.charCodeAt(p);
    while (c !== EQUALS && !endsName(c)) c = b.charCodeAt(++p);
    if (p >= b.length) return undefined;
    if (p - start > this.limiti.nome) throw oltreLimite('caratteri di un nome', this.limiti.nome, start);
    if (place >= this.limiti.attributi) throw oltreLimite('attributi di un elemento', this.limiti.attributi, start);
    const nome = this.nomi.of(b.slice(start, p), start);
    attesi[place] = nome;
    return nome;
  }

  #keep(nome: Nome, start: number, from: number, to: number, plain: boolean, serial: number): void {
    const tag = this.#tag;
    const raw = this.#b.slice(from, to);
    if (to - from > this.limiti.valore) throw oltreLimite('caratteri di un attributo', this.limiti.valore, start);
    if (tag.quanti >= this.limiti.attributi)
      throw oltreLimite('attributi di un elemento', this.limiti.attributi, start);
    if (this.#repeated(nome, serial)) throw malFormato(`l’attributo ${nome.testo} è ripetuto`, start);
    if (nome.prefisso !== '' || nome.testo === 'xmlns') tag.speciale = true;
    tag.nomi[tag.quanti] = nome;
    tag.valori[tag.quanti] = plain ? raw : expandReferences(raw.replace(/[\t\n]/g, ' '), from);
    tag.posti[tag.quanti++] = start;
  }

  #repeated(nome: Nome, serial: number): boolean {
    if (nome.tag === serial) return true;
    nome.tag = serial;
    // Names past the memory of `Nomi` are new objects at each occurrence: compare their text.
    if (nome.id !== -1 && nome.prefisso === '') return false;
    for (let k = 0; k < this.#tag.quanti; k++) if (this.#tag.nomi[k]!.testo === nome.testo) return true;
    return false;
  }

  #open(end: number, selfClosing: boolean): void {
    if (this.#aperti.length === 0 && this.#rootSeen) throw this.#outside(this.#i);
    this.#rootSeen = true;
    if (this.#aperti.length >= this.limiti.profondita) {
      throw oltreLimite('elementi aperti uno dentro l’altro', this.limiti.profondita, this.#i);
    }
    const tag = this.#tag;
    const { linea, colonna } = this.#posizione.a(this.#b, this.#i);
    tag.sorgente = this.#b;
    tag.inizio = this.#i;
    tag.fine = end;
    tag.linea = linea;
    tag.colonna = colonna;
    this.#aperti.push(tag.nome.testo);
    this.ascoltatore.apre(tag);
    if (selfClosing) this.#close();
    this.#i = end;
  }

  #close(): void {
    this.#aperti.pop();
    this.ascoltatore.chiude();
  }

  #endTag(): boolean {
    const b = this.#b;
    const open = this.#aperti.at(-1);
    const end = b.indexOf('>', this.#i);
    if (end === -1) return false;
    const nameEnd = this.#i + 2 + (open?.length ?? 0);
    const matches = open !== undefined && b.startsWith(open, this.#i + 2) && isBlankText(b.slice(nameEnd, end));
    if (!matches) throw this.#mismatch(open);
    this.#close();
    this.#i = end + 1;
    return true;
  }

  #mismatch(open: string | undefined): Illeggibile {
    const what =
      open === undefined ? 'una chiusura senza apertura' : `la chiusura attesa è quella di ${open.slice(0, 100)}`;
    return malFormato(what, this.#i);
  }

  /** Comments and instructions are dropped, CDATA is text. */
  #accept(costrutto: Costrutto | undefined): boolean {
    const i = this.#i;
    if (costrutto === undefined) return false;
    if (costrutto.genere === 'cdata') {
      this.ascoltatore.testo(this.#b.slice(i + CDATA.length, costrutto.fine - 3), true, i);
    } else this.#count();
    this.#i = costrutto.fine;
    return true;
  }

  #count(): void {
    if (++this.#comments > this.limiti.commenti)
      throw oltreLimite('commenti e istruzioni', this.limiti.commenti, this.#i);
  }
}
