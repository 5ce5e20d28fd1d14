import type { KeyRing } from '#libs/security';

const place = (id: string): string => `notifica/${id}`;

export function sealNotifica(keyRing: KeyRing, id: string, bytes: Uint8Array): Buffer {
  return keyRing.encrypt(bytes, place(id));
}

/** The outcomes of a batch, as INPS wrote them. @throws DecryptionFailed */
export function readNotifica(keyRing: KeyRing, id: string, corpo: Uint8Array): unknown[] {
  const batch = JSON.parse(keyRing.decrypt(corpo, place(id)).toString()) as { elenco_esiti?: unknown[] };
  return batch.elenco_esiti ?? [];
}
