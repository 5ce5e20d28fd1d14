import { nomenclatoreProblem } from '../nomenclatore.errors.js';

/** Code systems that the region keeps by API. A misspelt name would else become one more system, for everybody to see. */
const SISTEMI: readonly string[] = ['REG', 'SIUSS', 'ISTAT', 'FNPS', 'LEPS'];

/** @throws Problem `nomenclatura_locale` for the list of an ente, which has its own way in; `nomenclatura_sconosciuta` */
export function checkSistema(sistema: string): void {
  if (sistema.startsWith('LOC:')) throw nomenclatoreProblem('nomenclatura_locale');
  if (!SISTEMI.includes(sistema)) throw nomenclatoreProblem('nomenclatura_sconosciuta');
}
