import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { COLONNE_DOMANDE, COLONNE_REGISTRO, type RichiestaAbbinamento, generateAbbinamento } from '#libs/sintetici';
import { csvLine, write } from './scrittura.js';

/** Rows gathered before they are written. */
const LOTTO = 1000;

/** Writes a registry of invented people and the records to be linked to it as two CSVs, in the columns of the study's Italian set. */
export async function generaAbbinamento(cartella: string, richiesta: RichiestaAbbinamento): Promise<void> {
  const insieme = generateAbbinamento(richiesta);
  await mkdir(cartella, { recursive: true });
  await writeRows(join(cartella, 'registro.csv'), COLONNE_REGISTRO, insieme.registro());
  await writeRows(join(cartella, 'domande.csv'), COLONNE_DOMANDE, insieme.domande());
}

async function writeRows<C extends string>(
  file: string,
  colonne: readonly C[],
  righe: Iterable<Readonly<Record<C, string>>>,
): Promise<void> {
  const output = createWriteStream(file);
  let text = csvLine(colonne, ',');
  let waiting = 0;
  for (const riga of righe) {
    text += csvLine(
      colonne.map((colonna) => riga[colonna]),
      ',',
    );
    if (++waiting % LOTTO > 0) continue;
    await write(output, text);
    text = '';
  }
  output.end(text);
  await once(output, 'finish');
}
