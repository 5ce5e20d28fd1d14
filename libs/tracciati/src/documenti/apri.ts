import type { Limiti } from '../limiti.js';
import { REGOLE_ARCHIVIO } from '../regole/archivi.js';
import { FoglioIlleggibile } from '../tabelle/foglio-illeggibile.js';
import { GUASTI_CARTELLA } from '../tabelle/xlsx/guasti.js';
import { Archivio } from './archivio.js';
import { DocumentoIlleggibile } from './documento-illeggibile.js';
import { gonfia } from './gonfia.js';
import { GUASTI_ZIP } from './guasti-archivio.js';
import { isProtetta } from './ole.js';
import { type Genere, TESTA, riconosci } from './riconosci.js';
import { type Sorgente, sorgenteOf } from './sorgente.js';

/** A document found, out of whatever it came in. */
export type Aperto =
  | { readonly genere: 'vuoto' }
  | { readonly genere: 'xml'; readonly pezzi: () => AsyncIterable<Uint8Array> }
  | { readonly genere: 'json'; readonly pezzi: () => AsyncIterable<Uint8Array> }
  | { readonly genere: 'csv'; readonly pezzi: () => AsyncIterable<Uint8Array> }
  | { readonly genere: 'xlsx'; readonly archivio: Archivio };

/** Parts that only archives of Office have. */
const DI_UFFICIO = ['[Content_Types].xml', '_rels/.rels', 'META-INF/manifest.xml'];
/** What programs put in an archive beside what they were asked to. */
const DI_CONTORNO = /^__MACOSX\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$|\/$/i;

/** Finds the document in a source. @throws DocumentoIlleggibile, FoglioIlleggibile, and what the source throws */
export async function apri(sorgente: Sorgente, limiti: Limiti): Promise<Aperto> {
  const genere = riconosci(await testaDi(sorgente.read(0, Math.min(TESTA, sorgente.byte))));
  if (genere === 'gzip') return apriDentro(() => gonfia(sorgente, limiti), limiti);
  if (genere === 'zip') return apriZip(sorgente, limiti);
  if (genere === 'ole') throw await rifiutoOle(sorgente);
  return pronto(genere, () => sorgente.read(0, sorgente.byte));
}

function pronto(genere: Exclude<Genere, 'gzip' | 'zip' | 'ole'>, pezzi: () => AsyncIterable<Uint8Array>): Aperto {
  if (typeof genere === 'object') {
    throw new DocumentoIlleggibile(
      REGOLE_ARCHIVIO.forma,
      `Il file non è in una forma che Snodo legge: è ${genere.altro}.`,
    );
  }
  return genere === 'vuoto' ? { genere } : { genere, pezzi };
}

async function apriZip(sorgente: Sorgente, limiti: Limiti): Promise<Aperto> {
  const archivio = await Archivio.open(sorgente, limiti, GUASTI_ZIP, true);
  if (DI_UFFICIO.some((parte) => archivio.has(parte))) {
    archivio.guasti = GUASTI_CARTELLA;
    return { genere: 'xlsx', archivio };
  }
  const documenti = archivio.nomi().filter((nome) => !DI_CONTORNO.test(nome));
  const [nome] = documenti;
  if (nome === undefined || documenti.length > 1) {
    const quanti = nome === undefined ? 'non ne contiene nessuno' : `ne contiene ${documenti.length}`;
    throw new DocumentoIlleggibile(
      REGOLE_ARCHIVIO.documenti,
      `L’archivio deve contenere un solo documento: ${quanti}.`,
    );
  }
  return apriDentro(() => archivio.read(nome), limiti);
}

/** The document inside an archive: read as it is inflated, but for a workbook. */
async function apriDentro(pezzi: () => AsyncGenerator<Buffer>, limiti: Limiti): Promise<Aperto> {
  const inside = pezzi();
  try {
    const { testa, resto } = await sbircia(inside);
    const genere = riconosci(testa);
    if (genere === 'zip') return await apriCartella(resto, limiti);
    if (genere === 'gzip') throw new DocumentoIlleggibile(REGOLE_ARCHIVIO.annidato);
    if (genere === 'ole') throw await rifiutoOle(sorgenteOf(testa));
    return pronto(genere, () => resto);
  } catch (error) {
    await inside.return(undefined);
    throw error;
  }
}

/** A ZIP inside another archive can only be a workbook, and is needed whole: its table is at its end. */
async function apriCartella(pezzi: AsyncIterable<Buffer>, limiti: Limiti): Promise<Aperto> {
  const found: Buffer[] = [];
  let left = limiti.annidato;
  for await (const pezzo of pezzi) {
    left -= pezzo.length;
    if (left < 0) throw GUASTI_ZIP.limite('byte di un foglio XLSX compresso', limiti.annidato);
    found.push(pezzo);
  }
  const archivio = await Archivio.open(sorgenteOf(Buffer.concat(found)), limiti, GUASTI_CARTELLA, true);
  if (!DI_UFFICIO.some((parte) => archivio.has(parte))) throw new DocumentoIlleggibile(REGOLE_ARCHIVIO.annidato);
  return { genere: 'xlsx', archivio };
}

async function rifiutoOle(sorgente: Sorgente): Promise<FoglioIlleggibile> {
  return (await isProtetta(sorgente))
    ? new FoglioIlleggibile('protetto')
    : new FoglioIlleggibile('formato', 'Il file è un documento di Office 97-2003, come i fogli di Excel .xls.');
}

async function testaDi(pezzi: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const pezzo of pezzi) found.push(pezzo);
  return Buffer.concat(found).subarray(0, TESTA);
}

/** Looks at the beginning of a stream. `resto` gives all of it, once. */
async function sbircia(pezzi: AsyncGenerator<Buffer>): Promise<{ testa: Buffer; resto: AsyncGenerator<Buffer> }> {
  let testa = Buffer.alloc(0);
  let finished = false;
  while (testa.length < TESTA && !finished) {
    const next = await pezzi.next();
    if (next.done === true) finished = true;
    else testa = Buffer.concat([testa, next.value]);
  }
  async function* resto(): AsyncGenerator<Buffer> {
    try {
      yield testa;
      if (!finished) yield* pezzi;
    } finally {
      await pezzi.return(undefined);
    }
  }
  return { testa: testa.subarray(0, TESTA), resto: resto() };
}
