/** How the characters of a text are written; `incerta` until the first byte that is not ASCII says more. */
interface CodificaTesto {
  readonly nome: 'utf-8' | 'utf-16le' | 'utf-16be' | 'incerta';
  /** Bytes of the mark at the beginning. */
  readonly marca: number;
}

/** By the mark at the beginning, else by where the NUL of characters of two bytes are: such texts begin with ASCII. */
export function codificaDi(testa: Uint8Array): CodificaTesto {
  const [a, b, c, d] = testa;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { nome: 'utf-8', marca: 3 };
  if (a === 0xff && b === 0xfe) return { nome: 'utf-16le', marca: 2 };
  if (a === 0xfe && b === 0xff) return { nome: 'utf-16be', marca: 2 };
  if (isAscii(a) && b === 0 && (c === undefined || (isAscii(c) && (d === undefined || d === 0)))) {
    return { nome: 'utf-16le', marca: 0 };
  }
  if (a === 0 && isAscii(b) && (c === undefined || (c === 0 && (d === undefined || isAscii(d))))) {
    return { nome: 'utf-16be', marca: 0 };
  }
  return { nome: 'incerta', marca: 0 };
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0 && byte < 0x80;
}
