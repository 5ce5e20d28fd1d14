import { legalDayOf } from '#libs/persistence';
import { isDeepStrictEqual } from 'node:util';
import { type FirmaRicevute, InvalidSignature, TIPO_FIRMA_RICEVUTA, leafBytes } from '#libs/security';

/** What a ricevuta says of an invio. snake_case: these are the signed bytes and the answer to the sender. */
export interface ContenutoRicevuta {
  readonly id: string;
  /** `AAAA/n`, n growing, with holes. */
  readonly numero: string;
  readonly invio_id: string;
  /** Internal id of the ente mittente. */
  readonly ente: string;
  readonly tracciato: string;
  /** Bytes received. */
  readonly dimensione: number;
  /** SHA-256 of the bytes received, 64 hex digits. */
  readonly impronta_sha256: string;
  /** SHA-256 of what is kept, where the hub took codici fiscali out before keeping it. */
  readonly impronta_conservata?: string;
  readonly ricevuto_il: string;
}

export interface Ricevuta {
  readonly contenuto: ContenutoRicevuta;
  /** Compact JWS (EdDSA) over `contenuto`. */
  readonly firma: string;
  /** The entry of the sealed register, kept from the first ricevuta on so that sealing can begin with it. */
  readonly foglia: Buffer;
}

export function issueRicevuta(contenuto: ContenutoRicevuta, firma: FirmaRicevute): Ricevuta {
  return {
    contenuto,
    firma: firma.sign(TIPO_FIRMA_RICEVUTA, { ...contenuto }),
    foglia: leafOf(contenuto),
  };
}

/** Whether signature and entry of the register still say what the ricevuta says (I10). */
export async function isAsIssued({ contenuto, firma, foglia }: Ricevuta, chiavi: FirmaRicevute): Promise<boolean> {
  try {
    const signed = await chiavi.verify(TIPO_FIRMA_RICEVUTA, firma);
    return isDeepStrictEqual(signed, { ...contenuto }) && leafOf(contenuto).equals(foglia);
  } catch (error) {
    if (error instanceof InvalidSignature) return false;
    throw error;
  }
}

function leafOf(contenuto: ContenutoRicevuta): Buffer {
  return leafBytes('ricevuta.v1', { ...contenuto });
}

/** `2026/123`: the year is the legal one, so that a ricevuta of the first hour of January is not of the year before; the counter never starts again, so the number alone is unique. */
export function numeroRicevuta(contatore: number, ricevutoIl: Date): string {
  return `${legalDayOf(ricevutoIl).slice(0, 4)}/${contatore}`;
}

/** The counter inside a numero. */
export function contatoreOf(numero: string): number {
  return Number(numero.split('/')[1]);
}
