/** What a file looked like. */
export interface Aspetto {
  readonly dimensione: number;
  readonly modificato: number;
  readonly inode: number;
}

/** Tells when a file has stopped changing: a server that receives it says so in no other way. */
export class Quiete {
  readonly #seen = new Map<string, { readonly aspetto: Aspetto; readonly dal: number; readonly giro: number }>();
  #giro = 0;

  constructor(private readonly attesa: number) {}

  /** A new round begins: what is not seen in it is forgotten at its end. */
  begin(): void {
    this.#giro += 1;
  }

  /** @param now milliseconds that only grow. @returns true when the file has looked like this for long enough */
  isStill(path: string, aspetto: Aspetto, now: number): boolean {
    const before = this.#seen.get(path);
    const same =
      before !== undefined &&
      before.aspetto.dimensione === aspetto.dimensione &&
      before.aspetto.modificato === aspetto.modificato &&
      before.aspetto.inode === aspetto.inode;
    const dal = same ? before.dal : now;
    this.#seen.set(path, { aspetto, dal, giro: this.#giro });
    return now - dal >= this.attesa;
  }

  end(): void {
    for (const [path, { giro }] of this.#seen) if (giro !== this.#giro) this.#seen.delete(path);
  }
}
