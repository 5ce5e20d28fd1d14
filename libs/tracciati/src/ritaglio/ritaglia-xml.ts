import { fette } from '../documenti/fette.js';
import type { Limiti } from '../limiti.js';
import type { Tracciato } from '../tracciato.js';
import { Decodifica } from '../xml/decodifica.js';
import { type DifettoDaDire, type InOrdine, type RigaDaCorreggere, parole } from './da-correggere.js';
import { type Brano, TagliaXml } from './taglia-xml.js';

const DICHIARAZIONE = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** How our comments begin: those of the time before are not repeated. */
const COMMENTO = '<!-- da correggere';
/** Some of the comments that a reader takes are the sender's own. */
const COMMENTI_ALTRUI = 10_000;

/**
 * The document with its heading and, of its righe, the refused ones alone, each inside its beneficiario and as it was written; what to mend
 * stands in a comment before it. In UTF-8, whatever it was in.
 * @param sullInvio what to mend outside the righe
 */
export async function* ritagliaXml(
  tracciato: Tracciato,
  limiti: Limiti,
  pezzi: AsyncIterable<Uint8Array>,
  daCorreggere: InOrdine,
  sullInvio: readonly DifettoDaDire[],
): AsyncGenerator<string> {
  const ritaglio = new Ritaglio(tracciato, daCorreggere, sullInvio, limiti.commenti - COMMENTI_ALTRUI);
  const taglia = new TagliaXml();
  const decodifica = new Decodifica();
  yield DICHIARAZIONE;
  for await (const fetta of fette(pezzi)) {
    yield await ritaglio.take(taglia.write(decodifica.write(fetta).testo));
  }
  yield await ritaglio.take(taglia.write(decodifica.end().testo));
  yield '\n';
}

/** Decides of each stretch of the document whether it is repeated. */
class Ritaglio {
  #depth = 0;
  /** Inside an element that is left out: its depth. */
  #leftOut: number | undefined;
  /** Inside a riga that is repeated, or an element of the heading or of a beneficiario: its depth. */
  #whole: number | undefined;
  /** What stands before the first refused riga of the beneficiario being read; undefined outside, and once it is out. */
  #held: string[] | undefined;
  /** Depth of the beneficiario being read. */
  #soggetto: number | undefined;
  #commenti: number;

  constructor(
    private readonly tracciato: Tracciato,
    private readonly daCorreggere: InOrdine,
    private readonly sullInvio: readonly DifettoDaDire[],
    commenti: number,
  ) {
    this.#commenti = commenti;
  }

  /** @returns what of these is to be repeated */
  async take(brani: Iterable<Brano>): Promise<string> {
    let out = '';
    for (const brano of brani) {
      const piece = await this.#one(brano);
      if (piece === '') continue;
      if (this.#held === undefined) out += piece;
      else this.#held.push(piece);
    }
    return out;
  }

  async #one(brano: Brano): Promise<string> {
    switch (brano.genere) {
      case 'apre':
        return this.#opens(brano);
      case 'chiude':
        return this.#closes(brano.testo);
      default:
        return this.#other(brano);
    }
  }

  async #opens({ testo, nome, vuoto, linea, colonna }: Extract<Brano, { genere: 'apre' }>): Promise<string> {
    const depth = ++this.#depth;
    let said = '';
    if (this.#leftOut !== undefined || this.#whole !== undefined) said = this.#leftOut === undefined ? testo : '';
    else if (depth === 1) said = testo + this.#commentoOf('intero documento', this.sullInvio);
    else if (nome === this.tracciato.riga) said = await this.#riga(testo, depth, { linea, colonna });
    else if (nome === this.tracciato.soggetto && depth === 2 && !vuoto) {
      this.#soggetto = depth;
      this.#held = [];
      said = `\n${testo}`;
    } else {
      this.#whole = depth;
      said = `\n${testo}`;
    }
    if (vuoto) this.#leave();
    return said;
  }

  async #riga(testo: string, depth: number, place: { linea: number; colonna: number }): Promise<string> {
    const riga = await this.#refusedAt(place);
    if (riga === undefined) {
      this.#leftOut = depth;
      return '';
    }
    this.#whole = depth;
    const before = this.#held?.join('') ?? '';
    this.#held = undefined;
    return `${before}${this.#commentoOf(`record n. ${riga.numero}`, riga.rilievi)}\n${testo}`;
  }

  /** Found by its place: whatever else is in the document, that is where it was when it was judged. */
  async #refusedAt({ linea, colonna }: { linea: number; colonna: number }): Promise<RigaDaCorreggere | undefined> {
    for (;;) {
      const next = await this.daCorreggere.peek();
      if (next === undefined || next.linea > linea || (next.linea === linea && next.colonna > colonna))
        return undefined;
      this.daCorreggere.take();
      if (next.linea === linea && next.colonna === colonna) return next;
    }
  }

  #closes(testo: string): string {
    const said = this.#leftOut !== undefined ? '' : this.#whole !== undefined ? testo : this.#closesAround(testo);
    this.#leave();
    return said;
  }

  /** The end of a beneficiario that nothing was repeated of goes with it; so does that of one which never came out. */
  #closesAround(testo: string): string {
    if (this.#depth !== this.#soggetto) return `\n${testo}`;
    const out = this.#held === undefined;
    this.#held = undefined;
    this.#soggetto = undefined;
    return out ? `\n${testo}` : '';
  }

  #leave(): void {
    if (this.#leftOut === this.#depth) this.#leftOut = undefined;
    if (this.#whole === this.#depth) this.#whole = undefined;
    this.#depth--;
  }

  /** Texts and comments inside what is repeated; those in between only stand between what was left out. */
  #other({ genere, testo }: Extract<Brano, { genere: 'testo' | 'commento' }>): string {
    if (genere === 'commento' && testo.startsWith(COMMENTO)) return '';
    return this.#whole === undefined ? '' : testo;
  }

  #commentoOf(dove: string, rilievi: readonly DifettoDaDire[]): string {
    if (rilievi.length === 0 || this.#commenti === 0) return '';
    this.#commenti -= 1;
    const text = parole(rilievi, ({ campo }) => campo).join('\n     ');
    // XML allows no `--` in a comment.
    return `\n${COMMENTO}, ${dove}:\n     ${text.replaceAll(/-(?=-)/g, '- ')} -->`;
  }
}
