/** One hostile document, made on the way out: nothing of it is ever whole in memory. */
export interface DocumentoOstile {
  readonly nome: string;
  /** Rule that must refuse it: the first on the invio. */
  readonly regola: string;
  pezzi(): Iterable<Uint8Array>;
}

export const MIB = 1024 * 1024;

export const small = (nome: string, regola: string, text: string | Uint8Array): DocumentoOstile => ({
  nome,
  regola,
  pezzi: () => [typeof text === 'string' ? Buffer.from(text) : text],
});

/** One that takes time to make: only when it is asked for. */
export const made = (nome: string, regola: string, make: () => Uint8Array): DocumentoOstile => ({
  nome,
  regola,
  pezzi: () => [make()],
});

/** `head`, then `unit` repeated `times`, then `tail`; in pieces of about 64 KiB. */
export const long = (
  nome: string,
  regola: string,
  head: string,
  unit: string,
  times: number,
  tail = '',
): DocumentoOstile => ({
  nome,
  regola,
  *pezzi() {
    yield Buffer.from(head);
    const many = Math.max(1, Math.floor(65_536 / unit.length));
    const block = Buffer.from(unit.repeat(many));
    let left = times;
    for (; left >= many; left -= many) yield block;
    yield Buffer.from(unit.repeat(left) + tail);
  },
});
