import { Injectable } from '@nestjs/common';
import { KeyRing } from '#libs/security';
import type { RispostaProtezione } from './risposta.js';

/** A row as it is read. */
export interface RigaProtezione extends Omit<RispostaProtezione, 'motivo' | 'motivo_fine'> {
  readonly motivo: Buffer;
  readonly motivo_fine: Buffer | null;
  /** The protection in whose row its reasons were sealed: itself, unless it follows another. */
  readonly origine: string;
}

/** What every reading of a protection selects. */
export const CAMPI =
  'id, persona_id AS persona, genere, motivo, dal, al, motivo_fine, coalesce(derivata_da, id) AS origine';

/** Reasons tell more of a person than its data: each opens only in its own row. */
@Injectable()
export class Motivi {
  constructor(private readonly keyRing: KeyRing) {}

  seal(origine: string, quale: 'motivo' | 'motivo_fine', text: string): Buffer {
    return this.keyRing.encrypt(Buffer.from(text), placeOf(origine, quale));
  }

  answerOf({ motivo, motivo_fine, origine, ...riga }: RigaProtezione): RispostaProtezione {
    return {
      ...riga,
      motivo: this.#open(origine, 'motivo', motivo),
      motivo_fine: motivo_fine === null ? null : this.#open(origine, 'motivo_fine', motivo_fine),
    };
  }

  #open(origine: string, quale: 'motivo' | 'motivo_fine', sealed: Buffer): string {
    return this.keyRing.decrypt(sealed, placeOf(origine, quale)).toString();
  }
}

function placeOf(id: string, quale: string): string {
  return `protezione:${id}:${quale}`;
}
