import type { KeyRing } from '#libs/security';

/** `I` insertion, `C` cancellation: INPS knows no update. */
export type Operazione = 'I' | 'C';

/** One entry of the log of an ente, before it is stored. */
export interface FlussoNuovo {
  readonly ts: number;
  readonly idFlusso: string;
  readonly operazione: Operazione;
  /** The riga whose acceptance published it. */
  readonly rigaId: string;
  readonly recordId: string;
  readonly revisione: number;
  /** Flussi of that riga, this one included. */
  readonly di: number;
  /** The exact bytes of the document. */
  readonly byte: Buffer;
}

/** A body opens only in its own place of its own log. */
const place = (ente: string, ts: number): string => `flusso/${ente}/${ts}`;

export function sealCorpo(keyRing: KeyRing, ente: string, { ts, byte }: Pick<FlussoNuovo, 'ts' | 'byte'>): Buffer {
  return keyRing.encrypt(byte, place(ente, ts));
}

/** @throws DecryptionFailed */
export function openCorpo(keyRing: KeyRing, ente: string, ts: number, corpo: Uint8Array): Buffer {
  return keyRing.decrypt(corpo, place(ente, ts));
}
