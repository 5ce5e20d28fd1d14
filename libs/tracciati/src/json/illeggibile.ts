import { DocumentoIlleggibile } from '../documenti/documento-illeggibile.js';
import { REGOLE_FORMA_JSON } from '../regole/forma-json.js';
import type { Luogo } from '../xml/posizione.js';

export function malformato(cosa: string, luogo: Luogo): DocumentoIlleggibile {
  return new DocumentoIlleggibile(REGOLE_FORMA_JSON.malformato, `Il documento non è JSON ben formato: ${cosa}.`, luogo);
}

export function oltreLimiteJson(cosa: string, massimo: number, luogo: Luogo): DocumentoIlleggibile {
  const messaggio = `Il documento supera il limite: ${cosa} (massimo ${massimo}).`;
  return new DocumentoIlleggibile(REGOLE_FORMA_JSON.limite, messaggio, luogo);
}

export function struttura(cosa: string, luogo: Luogo): DocumentoIlleggibile {
  const messaggio = `Il documento non ha la struttura attesa: ${cosa}.`;
  return new DocumentoIlleggibile(REGOLE_FORMA_JSON.struttura, messaggio, luogo);
}
