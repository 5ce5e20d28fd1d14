import { buffer } from 'node:stream/consumers';
import { Archivio } from '../documenti/archivio.js';
import { sorgenteOf } from '../documenti/sorgente.js';
import { LIMITI_FOGLIO } from '../tabelle/limiti-foglio.js';
import { letteraColonna } from '../tabelle/rilievo-foglio.js';
import { leggiCartella } from '../tabelle/xlsx/cartella.js';
import { CartellaAperta } from '../tabelle/xlsx/cartella-aperta.js';
import { GUASTI_CARTELLA } from '../tabelle/xlsx/guasti.js';

export interface FoglioTrovato {
  readonly nome: string;
  readonly visibile: boolean;
  readonly xml: string;
  /** Of each row with something in it, its cells before any meaning. */
  readonly celle: readonly (readonly unknown[])[];
  readonly lettere: readonly string[];
}

/** Every sheet of a workbook that we wrote, hidden ones too, as our scanner finds them. */
export async function contenutoFogli(bytes: Buffer): Promise<FoglioTrovato[]> {
  const archivio = await Archivio.open(sorgenteOf(bytes), LIMITI_FOGLIO, GUASTI_CARTELLA);
  const cartella = await leggiCartella(archivio, LIMITI_FOGLIO);
  const aperta = await CartellaAperta.open(archivio, cartella, LIMITI_FOGLIO);
  const found: FoglioTrovato[] = [];
  for (const foglio of cartella.fogli) {
    const celle: unknown[][] = [];
    for await (const records of aperta.records(foglio)) for (const record of records) celle.push([...record.celle]);
    const xml = (await buffer(archivio.read(foglio.parte))).toString();
    const lettere = Array.from({ length: 100 }, (_, at) => letteraColonna(at + 1));
    found.push({ nome: foglio.nome, visibile: foglio.visibile, xml, celle, lettere });
  }
  return found;
}
