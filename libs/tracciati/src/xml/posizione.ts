/** Line and column, from 1, in code points. */
export interface Luogo {
  readonly linea: number;
  readonly colonna: number;
}

/** Turns growing offsets of a sliding buffer into lines and columns, looking at each character once. */
export class Posizione {
  /** Some character so far takes two UTF-16 units. */
  astrale = false;
  #linea = 1;
  /** Offset where the current line begins; negative once that has slid out. */
  #lineStart = 0;
  /** Units in the current line, before the mark, that are second halves of a pair. */
  #extra = 0;
  #mark = 0;
  #nextBreak = -1;
  #searched = -1;

  /** @param offset not before that of any earlier call */
  a(text: string, offset: number): Luogo {
    this.#advance(text, offset);
    return { linea: this.#linea, colonna: Math.max(1, offset - this.#lineStart - this.#extra + 1) };
  }

  /** The first `length` units of the buffer are about to go. */
  scarta(text: string, length: number): void {
    this.#advance(text, length);
    this.#mark -= length;
    this.#lineStart -= length;
    this.#searched = -1;
  }

  #advance(text: string, to: number): void {
    if (to <= this.#mark) return;
    if (this.#searched === -1 || (this.#nextBreak !== -1 && this.#nextBreak < this.#mark)) this.#search(text);
    while (this.#nextBreak !== -1 && this.#nextBreak < to) {
      this.#linea++;
      this.#mark = this.#nextBreak + 1;
      this.#lineStart = this.#mark;
      this.#extra = 0;
      this.#search(text);
    }
    if (this.astrale) this.#extra += pairs(text, this.#mark, to);
    this.#mark = to;
  }

  #search(text: string): void {
    this.#nextBreak = text.indexOf('\n', this.#mark);
    this.#searched = this.#mark;
  }
}

function pairs(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) count++;
  return count;
}

/** The place of `offset` inside a piece of text that begins at `start`. */
export function luogoDentro(start: Luogo, text: string, offset: number): Luogo {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  const points = (s: string): number => s.length - pairs(s, 0, s.length);
  if (lastBreak === -1) return { linea: start.linea, colonna: start.colonna + points(before) };
  return { linea: start.linea + before.split('\n').length - 1, colonna: points(before.slice(lastBreak + 1)) + 1 };
}
