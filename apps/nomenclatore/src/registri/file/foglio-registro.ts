import { type Colonna, type Foglio, LIMITI_FOGLIO } from '#libs/tracciati';
import type { Cella } from '../../pacchetto/celle.js';
import { CellaErrata, puoMancare } from '../../pacchetto/celle.js';
import { FILE_REGIONE, type FileRegione } from '../../pacchetto/pacchetto-regione.js';

/** Registries that a file may change; its columns are those of the file of the same name in a pack. */
export const REGISTRI = ['enti', 'codici_enti', 'ambiti', 'appartenenze', 'capofila', 'deleghe', 'client'] as const;
export type NomeRegistro = (typeof REGISTRI)[number] & FileRegione;

/** Above any region: the largest has 1,500 comuni. */
const MOST_ROWS = 10_000;
export const LIMITI = { ...LIMITI_FOGLIO, byte: 8 * 1024 ** 2, righe: MOST_ROWS, colonne: 60, rilievi: 200 };

const GIORNI = ['dal', 'al', 'atto_data'];
/** Where who sends the file speaks for all of its rows. */
const DETTE_PER_TUTTE = ['fonte', 'affidabilita'];

/** The columns of a registry as the tabular engine takes them; what their cells may hold is said once, in the pack. */
export function foglioOf(registro: NomeRegistro): Foglio {
  const colonne = Object.entries<Cella<unknown>>(FILE_REGIONE[registro]).map(([nome, cella]): [string, Colonna] => {
    const mayBeMissing = DETTE_PER_TUTTE.includes(nome) || puoMancare(cella);
    const base = GIORNI.includes(nome) ? 'data' : nome === 'subdelegabile' ? 'si_no' : 'testo';
    return [
      nome,
      {
        descrizione: nome.replaceAll('_', ' '),
        tipo: { base },
        // A header that is missing or misspelt would empty the column in silence: an act without its last day never ends.
        ...(mayBeMissing ? {} : isNeeded(cella) ? { obbligatorio: true } : { intestazioneRichiesta: true }),
      },
    ];
  });
  return { titolo: `registro ${registro.replaceAll('_', ' ')}`, colonne: Object.fromEntries(colonne) };
}

function isNeeded(cella: Cella<unknown>): boolean {
  try {
    cella('');
    return false;
  } catch (error) {
    if (!(error instanceof CellaErrata)) throw error;
    return true;
  }
}
