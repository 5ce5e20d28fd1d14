import type { Tx } from '#libs/persistence';
import { SISTEMI_CODICE_ENTE } from '#libs/riferimenti';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { Equivalenza } from './altri-significati.js';

/** Letters that the name of a system may not have. */
const NOT_OF_A_NAME = /[^A-Z0-9_-]/g;
/** Characters of a name after `LOC:`. */
const MOST_NAME = 30;

/**
 * The system that is the list of an ente: the one it has, or the first name free among its codes. It stays when the codes change, so that
 * what was associated stays associated.
 * @throws Problem `ente_sconosciuto` for an ente without any code
 */
export async function sistemaOf(tx: Tx, ente: string): Promise<string> {
  const [known] = await tx.query<{ sistema: string }>(`SELECT sistema FROM nomenclatura_locale WHERE ente = $1`, [
    ente,
  ]);
  if (known !== undefined) return known.sistema;
  const codici = await tx.query<{ sistema: string; codice: string }>(
    `SELECT sistema, codice FROM codice_ente WHERE ente = $1 ORDER BY array_position($2::text[], sistema), dal DESC`,
    [ente, SISTEMI_CODICE_ENTE],
  );
  const plain = codici.map(({ codice }) => nameOf(codice));
  const names = [...plain, ...codici.map(({ sistema, codice }) => nameOf(`${sistema}-${codice}`))];
  const taken = await tx.query<{ sistema: string }>(
    `SELECT sistema FROM nomenclatura_locale WHERE sistema = ANY ($1) UNION SELECT sistema FROM versione_nomenclatura WHERE sistema = ANY ($1)`,
    [names],
  );
  const free = names.find((name) => !taken.some(({ sistema }) => sistema === name));
  if (free === undefined) throw nomenclatoreProblem('ente_sconosciuto');
  return free;
}

function nameOf(codice: string): string {
  return `LOC:${codice.toUpperCase().replace(NOT_OF_A_NAME, '-').slice(0, MOST_NAME)}`;
}

/** Which of these codes of INPS are exactly a code of the region, on which days. */
export function readEquivalenze(tx: Tx, codici: readonly string[]): Promise<Equivalenza[]> {
  return tx.query<Equivalenza & Record<string, unknown>>(
    `SELECT codice, destinazioni[1] AS inps, dal, al FROM associazione
      WHERE da = 'REG' AND a = 'SIUSS' AND relazione = 'esatta' AND stato IN ('approvata', 'chiusa') AND destinazioni[1] = ANY ($1)`,
    [codici],
  );
}

/** What the region refused of a list, and why. What was only taken back is not refused. */
export async function readRifiutate(tx: Tx, sistema: string): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx.query<{ id: string; motivo: string | null }>(
    `SELECT associazione.id, fatto.motivo FROM associazione
       JOIN storia fatto ON fatto.genere = 'associazione' AND fatto.cosa = associazione.id::text AND fatto.azione = 'rifiutata'
      WHERE associazione.da = $1 AND associazione.stato = 'rifiutata'`,
    [sistema],
  );
  return new Map(rows.map(({ id, motivo }) => [id, motivo]));
}
