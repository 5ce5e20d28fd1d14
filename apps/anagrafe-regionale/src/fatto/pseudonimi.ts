import type { BlindIndex } from '#libs/security';

/** 16 bytes: no two of a region's persons, or records, meet by chance. */
const BYTES = 16;

/**
 * The names under which reporting knows persons and records, made with a key that nobody else has: reporting can count and join, and
 * go back to nobody; what INPS gives back cannot be joined to it either. Another recipient would get names of its own.
 */
export class Pseudonimi {
  constructor(private readonly index: BlindIndex) {}

  ofPersona(personaId: string): string {
    return this.index.of(personaId, 'reporting.persona', BYTES).toString('hex');
  }

  ofFatto(recordId: string): string {
    return this.index.of(recordId, 'reporting.fatto', BYTES).toString('hex');
  }
}
