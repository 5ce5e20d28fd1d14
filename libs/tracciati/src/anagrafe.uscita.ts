import type { EventoAnagrafe, PersonaAnagrafe } from './anagrafe.persona.js';
import type { Contenuto } from './lettura.js';

const ESCE: ReadonlySet<string> = new Set(['emigrazione', 'aire', 'irreperibilita', 'cancellazione']);
const ENTRA: ReadonlySet<string> = new Set(['nascita', 'immigrazione', 'ripristino']);

/** Whether a registry office says that a person is dead, or, by the last that it says of its coming and going, that it has left. */
export function uscitaDi(contenuto: Contenuto): 'deceduta' | 'uscita' | undefined {
  const { deceduto, dataDecesso, eventi = [] } = contenuto as Partial<PersonaAnagrafe>;
  if (deceduto === '1' || dataDecesso !== undefined || eventi.some(({ tipo }) => tipo === 'decesso')) return 'deceduta';
  let last: EventoAnagrafe | undefined;
  for (const evento of eventi) {
    if (!ESCE.has(evento.tipo) && !ENTRA.has(evento.tipo)) continue;
    // A broken day is told elsewhere: it is not later than any.
    if (last === undefined || (evento.data ?? '') >= (last.data ?? '')) last = evento;
  }
  return last !== undefined && ESCE.has(last.tipo) ? 'uscita' : undefined;
}
