import { v5 } from 'uuid';
import type { IdentitaClient } from '#libs/riferimenti';

/** Fixed for ever: the same code gives the same id in every installation and at every load. */
const NAMESPACE = 'a3c1f1de-6c0b-5d0e-9a54-5b2f0c7d4e11';

/**
 * Internal id of an ente, from its first code (`belfiore:G479`). A code of the region's own making counts only within the region.
 * @param regione ISTAT code of the region
 */
export function idEnte(regione: string, chiave: string): string {
  return v5(chiave.startsWith('regionale:') ? `ente:${regione}:${chiave}` : `ente:${chiave}`, NAMESPACE);
}

export function idAmbito(regione: string, codice: string): string {
  return v5(`ambito:${regione}:${codice}`, NAMESPACE);
}

export function idDelega(regione: string, chiave: string): string {
  return v5(`delega:${regione}:${chiave}`, NAMESPACE);
}

/** A client may be registered again in another period, or its id be another's elsewhere: each registration is its own thing. */
export function idClient(client: { client_id: string; identita: IdentitaClient; dal: string }): string {
  return v5(`client:${client.identita}:${client.client_id}:${client.dal}`, NAMESPACE);
}

/** One period of what a code is elsewhere; `chiave` names the code and both systems. */
export function idAssociazione(chiave: string, dal: string): string {
  return v5(`associazione:${chiave}:${dal}`, NAMESPACE);
}
