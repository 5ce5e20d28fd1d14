import { type ValoriDi, writeCsv } from '#libs/tracciati';
import { FOGLIO_LISTA } from './foglio-lista.js';
import type { ListaLocaleLetta, VoceLocaleLetta } from './modelli-locali.js';

type Riga = ValoriDi<typeof FOGLIO_LISTA.colonne>;

/**
 * A list as the file that would upload it: what is approved and what is proposed, one row per code and target. What was refused is not
 * said again.
 */
export function listaInCsv({ voci }: Pick<ListaLocaleLetta, 'voci'>): string {
  return writeCsv(FOGLIO_LISTA, voci.flatMap(righeOf));
}

function righeOf({ codice, denominazione, descrizione, codice_padre, associazioni }: VoceLocaleLetta): Riga[] {
  const voce = {
    codice,
    denominazione,
    descrizione: descrizione ?? undefined,
    padre: codice_padre ?? undefined,
    relazione: undefined,
    destinazione: undefined,
    dal: undefined,
    al: undefined,
    nota: undefined,
  };
  const righe = associazioni
    .filter(({ stato }) => stato !== 'rifiutata')
    .flatMap(({ relazione, destinazioni, dal, al, nota }) =>
      destinazioni.map((destinazione): Riga => {
        return { ...voce, relazione, destinazione, dal, al: al ?? undefined, nota: nota ?? undefined };
      }),
    );
  return righe.length === 0 ? [voce] : righe;
}
