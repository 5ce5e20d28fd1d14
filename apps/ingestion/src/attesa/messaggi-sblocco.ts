import { findTracciato } from '#libs/tracciati';
import type { Messaggio } from '../record/dici-righe.js';
import { type ComuneMessaggio, type RigaDaDire, messageText } from '../record/messaggio-righe.js';
import { canonicalText } from '../validazione/testo-canonico.js';
import type { DaDire } from './riga-trattenuta.js';

/** About as many bytes as a message of a delivery has. */
const BYTE_PER_MESSAGGIO = 250_000;

/** A riga that waited, with what its code is. */
export interface RigaTradotta extends DaDire {
  readonly rigaId: string;
  readonly recordId: string;
  readonly revisione: number;
  readonly ente: string;
  readonly codice: string;
  readonly inps: string;
  readonly versioni: readonly string[];
}

/** What receivers must hear of righe that waited: those of one invio together, as if they had gone at once. */
export function messaggiOf(righe: readonly RigaTradotta[]): Messaggio[] {
  const groups = new Map<string, { comune: ComuneMessaggio; righe: RigaDaDire[]; bytes: number }[]>();
  for (const riga of righe) {
    const comune = { ...riga.comune, enteErogatore: riga.ente, nomenclatura: riga.versioni.at(-1)! };
    const contenuto = withCode(riga);
    const bytes = Buffer.byteLength(contenuto);
    const name = JSON.stringify(comune);
    const of = groups.get(name) ?? [];
    groups.set(name, of);
    let last = of.at(-1);
    if (last === undefined || last.bytes + bytes > BYTE_PER_MESSAGGIO) {
      last = { comune, righe: [], bytes: 0 };
      of.push(last);
    }
    last.bytes += bytes;
    last.righe.push(daDire(riga, contenuto));
  }
  return [...groups.values()].flat().map(({ comune, righe: said }) => ({
    key: comune.invioId,
    tracciato: comune.tracciato,
    ente: comune.enteErogatore,
    json: messageText(comune, said),
  }));
}

function daDire({ rigaId, recordId, revisione, codice, inps, versioni }: RigaTradotta, contenuto: string): RigaDaDire {
  const codifica = { ricevuto: codice, inps, versioni };
  return { rigaId, recordId, revisione, annullamento: false, contenuto, codifica };
}

/** The content as it would have travelled, had its code been known. */
function withCode({ comune, contenuto, inps }: RigaTradotta): string {
  const campo = findTracciato(comune.tracciato)?.chiave.codicePrestazione;
  if (campo === undefined) throw new Error(`tracciato ${comune.tracciato} is not of this release, or has no code`);
  const received = JSON.parse(contenuto) as Record<string, unknown>;
  return canonicalText({ ...received, [campo]: inps });
}
