import type { Foglio } from '../foglio.js';
import type { LimitiFoglio } from '../limiti-foglio.js';
import type { Registro } from '../rilievo-foglio.js';
import { Tabella } from '../tabella.js';
import { Archivio } from './archivio.js';
import { leggiCartella, scegliFoglio } from './cartella.js';
import { CelleFoglio } from './celle-foglio.js';
import { leggiParte } from './parte.js';
import { leggiStili } from './stili.js';
import { leggiTestiCondivisi } from './testi-condivisi.js';

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
  const archivio = await Archivio.open(bytes, limiti);
  const cartella = await leggiCartella(archivio, limiti);
  const { foglio: scelto, atteso } = scegliFoglio(cartella, foglio.nome);
  registro.foglio = scelto.nome;
  if (!atteso) {
    const messaggio = `Il foglio “${foglio.nome}” non c’è: è stato letto “${scelto.nome}”, il primo visibile.`;
    registro.sulFile('altroFoglio', { messaggio });
  }
  const stili = cartella.stili === undefined ? [] : await leggiStili(archivio, cartella.stili);
  const testi = cartella.testi === undefined ? [] : await leggiTestiCondivisi(archivio, cartella.testi, limiti);
  const tabella = new Tabella(foglio, limiti, registro, { rettangolare: false, dal1904: cartella.dal1904 });
  comincia(tabella);
  const celle = new CelleFoglio({ testi, stili }, limiti, (record) => tabella.riga(record));
  await leggiParte(scelto.parte, archivio.read(scelto.parte), celle);
  tabella.fine();
}
