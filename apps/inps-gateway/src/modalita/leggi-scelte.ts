import type { Sql, Tx } from '#libs/persistence';
import { MODALITA_PREDEFINITA, type Modalita, type SceltaModalita, sceltaInVigore } from './modalita.js';

const READ: Sql = {
  name: 'snodo_inps_modalita',
  text: `SELECT id, modalita, dal FROM modalita_inps WHERE ente = $1 AND tracciato = $2`,
};

/** How an ente tells INPS of a tracciato on a legal day. @param tracciato code without version */
export async function modalitaOn(tx: Tx, ente: string, tracciato: string, giorno: string): Promise<Modalita> {
  const scelte = await tx.query<SceltaModalita>(READ, [ente, tracciato]);
  return sceltaInVigore(scelte, giorno)?.modalita ?? MODALITA_PREDEFINITA;
}
