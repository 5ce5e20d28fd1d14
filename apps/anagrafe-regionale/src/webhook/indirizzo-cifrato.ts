import type { KeyRing } from '#libs/security';

const place = (ente: string): string => `webhook.indirizzo ${ente}`;

/** The address of a receiver, that opens only as its ente's. */
export function sealIndirizzo(chiavi: KeyRing, ente: string, indirizzo: string): Buffer {
  return chiavi.encrypt(Buffer.from(indirizzo), place(ente));
}

export function openIndirizzo(chiavi: KeyRing, ente: string, sealed: Buffer): string {
  return chiavi.decrypt(sealed, place(ente)).toString();
}
