/** Why nothing of a document can be used. Thrown inside the reader only: its public face turns it into an outcome. */
export class Illeggibile extends Error {
  /** @param offset in the text now in the buffer; undefined when it is where reading stopped */
  constructor(
    readonly regola: string,
    message: string,
    readonly rimedio?: string,
    readonly offset?: number,
  ) {
    super(message);
    this.name = 'Illeggibile';
  }
}

export function oltreLimite(cosa: string, massimo: number, offset?: number): Illeggibile {
  return new Illeggibile('XML-07', `Il documento supera il limite: ${cosa} (massimo ${massimo}).`, undefined, offset);
}

export function malFormato(messaggio: string, offset?: number): Illeggibile {
  return new Illeggibile('XML-02', `Il documento non è XML ben formato: ${messaggio}.`, undefined, offset);
}
