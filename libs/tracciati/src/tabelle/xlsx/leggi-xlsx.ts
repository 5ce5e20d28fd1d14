import type { Foglio } from '../foglio.js';
import type { LimitiFoglio } from '../limiti-foglio.js';
import type { Registro } from '../rilievo-foglio.js';
import { Tabella } from '../tabella.js';
import { Archivio } from '../../documenti/archivio.js';
import { sorgenteOf } from '../../documenti/sorgente.js';
import { leggiCartella, scegliFoglio } from './cartella.js';
import { CartellaAperta } from './cartella-aperta.js';
import { GUASTI_CARTELLA } from './guasti.js';

/**
 * Reads one sheet of a workbook, row by row as it is inflated.
 * @param comincia given the table as soon as there is one, for what is said of it even if the reading fails
 * @throws FoglioIlleggibile
 */
export async function leggiXlsx(
  bytes: Buffer,
  foglio: Foglio,
  limiti: LimitiFoglio,
  registro: Registro,
  comincia: (tabella: Tabella) => void,
): Promise<void> {
  const archivio = await Archivio.open(sorgenteOf(bytes), limiti, GUASTI_CARTELLA);
  const cartella = await leggiCartella(archivio, limiti);
  const { foglio: scelto, atteso } = scegliFoglio(cartella, foglio.nome);
  registro.foglio = scelto.nome;
  if (!atteso) {
    const messaggio = `Il foglio “${foglio.nome}” non c’è: è stato letto “${scelto.nome}”, il primo visibile.`;
    registro.sulFile('altroFoglio', { messaggio });
  }
  const lettura = await CartellaAperta.open(archivio, cartella, limiti);
  const tabella = new Tabella(foglio, limiti, registro, lettura.provenienza);
  comincia(tabella);
  for await (const records of lettura.records(scelto)) for (const record of records) tabella.riga(record);
  tabella.fine();
}
