/** Bytes of a document that can be read in order, more than once, and from any place: archives keep their table at the end. */
export interface Sorgente {
  readonly byte: number;
  /** @param dal first byte, from 0 @param al byte after the last, at most `byte` */
  read(dal: number, al: number): AsyncIterable<Uint8Array>;
}

/** The bytes of a small document, already here. */
export function sorgenteOf(bytes: Uint8Array): Sorgente {
  return {
    byte: bytes.length,
    async *read(dal, al) {
      yield bytes.subarray(dal, al);
    },
  };
}
