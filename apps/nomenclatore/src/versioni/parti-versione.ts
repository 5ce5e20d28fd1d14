import { partiOf } from '../nomenclature/parti.js';
import type { VoceTenuta } from '../nomenclature/voci-tenute.js';
import type { VoceScritta } from '../pubblicazione/registro-pubblicato.js';
import type { VersioneTenuta } from './versioni-tenute.js';

/** What the other services are told of a version. */
export function inParti(versione: VersioneTenuta, voci: readonly VoceTenuta[]): VoceScritta[] {
  const { stato, dal, al, sistema, ente, fonte } = versione;
  return partiOf({ sistema, versione: versione.versione, stato, dal, al, ente, voci }).map(
    ({ genere, id, contenuto }) => {
      return { genere, id, contenuto, provenienza: fonte };
    },
  );
}
