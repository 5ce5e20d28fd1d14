import { findProblemiAssociazioni } from './coerenza-associazioni.js';
import { findProblemiNomenclature } from './coerenza-nomenclature.js';
import { findProblemiRegione } from './coerenza-regione.js';
import { type RigaAssociazione, readAssociazioni } from './pacchetto-associazioni.js';
import { type RigaFonte, findProblemiFonti, readFonti } from './pacchetto-fonti.js';
import { type PacchettoTerritorio, readTerritorio } from './pacchetto-nazionale.js';
import { type RigaVersione, readNomenclature } from './pacchetto-nomenclature.js';
import { type PacchettoRegione, type Testi, readPacchettoRegione } from './pacchetto-regione.js';
import { PacchettoRifiutato, type Problema } from './problema.js';

/** Everything a region is started with: the national facts and its own. */
export interface Pacchetto {
  readonly territorio: PacchettoTerritorio;
  readonly nomenclature: readonly RigaVersione[];
  readonly associazioni: readonly RigaAssociazione[];
  readonly fonti: readonly RigaFonte[];
  readonly regione: PacchettoRegione;
  /** ISTAT code of the region. */
  readonly codiceRegione: string;
}

/** A folder of CSV files, read. */
export interface Cartella {
  readonly name: string;
  readonly testi: Testi;
}

/**
 * Reads and checks a whole pack: shapes of cells, then agreement between rows and files.
 * @throws PacchettoRifiutato with every fault found
 */
export function readPacchetto(nazionale: Cartella, regionali: readonly Cartella[]): Pacchetto {
  const problemi: Problema[] = [];
  const territorio = readTerritorio(nazionale.name, nazionale.testi, problemi);
  const cartelle = [nazionale, ...regionali];
  const nomenclature = cartelle.flatMap(({ name, testi }) => readNomenclature(name, testi, problemi));
  const associazioni = cartelle.flatMap(({ name, testi }) => readAssociazioni(name, testi, problemi));
  const fonti = cartelle.flatMap(({ name, testi }) => readFonti(name, testi, problemi));
  const regione = readPacchettoRegione(regionali, problemi);
  if (regione.regione.length !== 1) {
    problemi.push({ file: 'regione.csv', riga: null, campo: '(file)', messaggio: 'serve una regione, una sola riga' });
  }
  // Rows left out for a fault of their own would make others look wrong: agreement is checked only among readable files.
  if (problemi.length === 0)
    problemi.push(
      ...findProblemiRegione(regione, territorio),
      ...findProblemiNomenclature(nomenclature),
      ...findProblemiAssociazioni(associazioni, nomenclature),
      ...findProblemiFonti(fonti),
    );
  if (problemi.length > 0) throw new PacchettoRifiutato(problemi);
  return { territorio, nomenclature, associazioni, fonti, regione, codiceRegione: regione.regione[0]!.codice_istat };
}
