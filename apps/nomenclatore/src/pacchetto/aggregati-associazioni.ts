import { type ContenutoAssociazione, chiaveAssociazione } from '#libs/riferimenti';
import type { Aggregato, RigaTabella } from './aggregato.js';
import { idAssociazione } from './identita.js';
import type { RigaAssociazione } from './pacchetto-associazioni.js';

/** One thing for each code and target system, with all its periods, the oldest first. */
export function aggregatiOfAssociazioni(associazioni: readonly RigaAssociazione[]): Aggregato[] {
  const byKey = new Map<string, RigaAssociazione[]>();
  for (const riga of associazioni) {
    const key = chiaveAssociazione(riga);
    byKey.set(key, [...(byKey.get(key) ?? []), riga]);
  }
  return [...byKey].map(([id, righe]) => {
    const ordered = righe.toSorted((one, other) => (one.dal < other.dal ? -1 : 1));
    const { da, codice, a } = ordered[0]!;
    const contenuto: ContenutoAssociazione = {
      da,
      codice,
      a,
      periodi: ordered.map(({ dal, al, relazione, destinazioni, limite }) => ({
        dal,
        al,
        relazione,
        destinazioni,
        ...(limite === null ? {} : { limite }),
      })),
    };
    return { voce: { genere: 'associazione', id, contenuto }, righe: { associazione: ordered.map(tableRow) } };
  });
}

/** Who makes a pack has decided already; the row says so, and that no person of this installation did. */
function tableRow({ posto: _, ...riga }: RigaAssociazione): RigaTabella {
  const chiave = chiaveAssociazione(riga);
  return {
    ...riga,
    id: idAssociazione(chiave, riga.dal),
    chiave,
    pagina: chiave,
    stato: riga.al === null ? 'approvata' : 'chiusa',
    automatica: false,
    origine: 'pacchetto',
    revisione: 1,
  };
}
