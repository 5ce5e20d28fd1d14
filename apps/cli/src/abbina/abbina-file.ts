import { once } from 'node:events';
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { type Ambiente, type Argomenti, Impossibile, USCITA } from '../comando.js';
import { readTerritorio } from '../riferimenti-nazionali.js';
import { BYTE_ORDER_MARK, csvLine, write } from '../scrittura.js';
import { openSorgente } from '../sorgente-file.js';
import { abbinaListe } from './abbinamento.js';
import { type Esiti, EsitiCsv, EsitiJson } from './esiti.js';
import { type Lista, readLista } from './lista.js';
import { Luoghi } from './luoghi.js';
import { type Mappe, SENZA_MAPPA, readMappe } from './mappa.js';
import { type RichiestaAbbina, assertCampiNoti, richiestaOf } from './richiesta.js';
import { qualitaInParole, riepilogoInParole } from './riepilogo.js';

const NESSUNA_MAPPA: Mappe = { a: SENZA_MAPPA, b: SENZA_MAPPA, veti: undefined };

/** `snodo abbina`: from files to a file. @returns the exit code */
export async function abbinaFile(argomenti: Argomenti, ambiente: Ambiente): Promise<number> {
  const richiesta = richiestaOf(argomenti);
  const mappe = richiesta.mappa === undefined ? NESSUNA_MAPPA : await readMappe(richiesta.mappa);
  assertCampiNoti(richiesta.senza, mappe);
  const { a, b } = await liste(richiesta, mappe, ambiente);
  const scritto = await Scritto.open(richiesta.uscita, ambiente.output);
  const esiti = esitiOf(richiesta, scritto.output, a, b);
  await esiti.begin();
  const collega = { ...richiesta.collega, veti: richiesta.collega.veti ?? mappe.veti };
  const fine = await abbinaListe({ a, b, collega, verita: richiesta.verita }, (coppia) => esiti.coppia(coppia));
  await esiti.end(fine);
  await scritto.close();
  if (richiesta.gruppi !== undefined) await writeGruppi(richiesta.gruppi, fine.gruppi ?? []);
  const avvisi = [...a.avvisi, ...(b?.avvisi ?? [])];
  const words = riepilogoInParole(fine.riepilogo, avvisi);
  const quality = fine.qualita === undefined ? '' : qualitaInParole(fine.qualita, a, b ?? a);
  // What a program reads stands alone on its stream.
  await write(richiesta.uscita === undefined ? ambiente.errors : ambiente.output, words + quality);
  return USCITA.bene;
}

async function liste(
  { a, b, senza, verita }: RichiestaAbbina,
  mappe: Mappe,
  ambiente: Ambiente,
): Promise<{ a: Lista; b: Lista | undefined }> {
  const luoghi = new Luoghi(readTerritorio);
  const colonna = verita === undefined || verita === 'id' ? undefined : verita.colonna;
  const read = async (nome: 'A' | 'B', file: string, mappa: Mappe['a']): Promise<Lista> =>
    readLista(nome, await openSorgente(file, ambiente), { mappa, senza, verita: colonna }, luoghi);
  const first = await read('A', a, mappe.a);
  return { a: first, b: b === undefined ? undefined : await read('B', b, mappe.b) };
}

function esitiOf({ json }: RichiestaAbbina, output: Writable, a: Lista, b: Lista | undefined): Esiti {
  const nomi = { a, b: b ?? a };
  return json ? new EsitiJson(output, nomi) : new EsitiCsv(output, nomi);
}

async function writeGruppi(file: string, gruppi: readonly (readonly string[])[]): Promise<void> {
  const scritto = await Scritto.open(file, undefined);
  await write(scritto.output, BYTE_ORDER_MARK + csvLine(['gruppo', 'id'], ';'));
  for (const [at, gruppo] of gruppi.entries())
    for (const id of gruppo) await write(scritto.output, csvLine([at + 1, id], ';'));
  await scritto.close();
}

/** A file that is written, or the output of the terminal, which is left open. */
class Scritto {
  private constructor(
    readonly output: Writable,
    private readonly isFile: boolean,
  ) {}

  /** @throws Impossibile before any work is done, when the file cannot be written */
  static async open(file: string | undefined, terminale: Writable): Promise<Scritto>;
  static async open(file: string, terminale: undefined): Promise<Scritto>;
  static async open(file: string | undefined, terminale: Writable | undefined): Promise<Scritto> {
    if (file === undefined) return new Scritto(terminale!, false);
    const handle = await open(file, 'w').catch((error: NodeJS.ErrnoException) => {
      throw new Impossibile(`non posso scrivere ${file}: ${error.code ?? 'errore'}`);
    });
    return new Scritto(handle.createWriteStream(), true);
  }

  async close(): Promise<void> {
    if (!this.isFile) return;
    this.output.end();
    await once(this.output, 'finish');
  }
}
