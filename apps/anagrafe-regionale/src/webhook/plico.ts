import type { RispostaNotifica } from '../notifica/risposta.js';

/** `typ` of the signature of what is brought: a ricevuta's or a head's is none. */
export const TIPO_FIRMA_NOTIFICHE = 'notifiche+jws';

/** Header that carries the signature: a compact JWS without its payload, which is the body (RFC 7515, appendix F). */
export const INTESTAZIONE_FIRMA = 'Snodo-Firma';

/** What is brought to a receiver, and signed. */
export interface ContenutoPlico {
  /** Of this try: seen before, or long ago, it is somebody else's copy. */
  readonly consegna: string;
  readonly inviata_il: string;
  /** Ente to which it is addressed: what is signed for one is no use with another. */
  readonly destinatario: string;
  readonly notifiche: readonly RispostaNotifica[];
}

/** Body and signature of what a compact JWS holds: the very bytes that were signed. */
export function detach(jws: string): { readonly corpo: Buffer; readonly firma: string } {
  const [header, payload, signature] = jws.split('.') as [string, string, string];
  return { corpo: Buffer.from(payload, 'base64url'), firma: `${header}..${signature}` };
}
