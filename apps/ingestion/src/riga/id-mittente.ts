import type { KeyRing } from '#libs/security';
import type { IdentitaRecord } from '../record/identita-record.js';

/** The sender's own key of a riga as it is stored: nothing keeps a sender from making it of a person's data. */
export interface IdMittenteScritto {
  /** Encrypted for its row. */
  readonly sigillato: Buffer;
  /** Keyed digest, by which the sender finds its riga again. */
  readonly cieco: Buffer;
}

export function sealIdMittente(
  keyRing: KeyRing,
  identita: IdentitaRecord,
  rigaId: string,
  idMittente: string | undefined,
): IdMittenteScritto | null {
  if (idMittente === undefined) return null;
  return {
    sigillato: keyRing.encrypt(Buffer.from(idMittente), placeOf(rigaId)),
    cieco: identita.idMittenteCieco(idMittente),
  };
}

export function openIdMittente(keyRing: KeyRing, rigaId: string, sealed: Buffer | null): string | null {
  return sealed === null ? null : keyRing.decrypt(sealed, placeOf(rigaId)).toString('utf8');
}

function placeOf(rigaId: string): string {
  return `riga:${rigaId}:id_mittente`;
}
