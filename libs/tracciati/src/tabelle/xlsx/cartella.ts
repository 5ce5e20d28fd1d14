import { FoglioIlleggibile, oltreLimiteFoglio } from '../foglio-illeggibile.js';
import type { LimitiFoglio } from '../limiti-foglio.js';
import { radice } from '../parole.js';
import type { Archivio } from '../../documenti/archivio.js';
import { leggiParte } from './parte.js';

/** A sheet of cells, by its part of the archive. */
export interface FoglioDiCartella {
  readonly nome: string;
  readonly visibile: boolean;
  readonly parte: string;
}

/** What a workbook says of its parts. */
export interface Cartella {
  readonly fogli: readonly FoglioDiCartella[];
  readonly dal1904: boolean;
  readonly testi: string | undefined;
  readonly stili: string | undefined;
}

interface Relazione {
  readonly tipo: string;
  readonly parte: string;
}

/** Characters of the name of a sheet; Excel stops at 31. */
const SHEET_NAME = 100;
const ODS = 'META-INF/manifest.xml';

/** @throws FoglioIlleggibile when the archive is no workbook */
export async function leggiCartella(archivio: Archivio, limiti: Pick<LimitiFoglio, 'fogli'>): Promise<Cartella> {
  if (!archivio.has('_rels/.rels')) throw notWorkbook(archivio);
  const main = [...(await relazioni(archivio, '')).values()].find(({ tipo }) => tipo === 'officeDocument');
  if (main === undefined || !archivio.has(main.parte)) throw notWorkbook(archivio);
  if (main.parte.endsWith('.bin'))
    throw new FoglioIlleggibile('formato', 'Il file è un foglio binario di Excel (.xlsb).');
  const relations = archivio.has(relsOf(main.parte)) ? await relazioni(archivio, main.parte) : new Map();
  const cartella = await leggiFogli(archivio, main.parte, relations, limiti);
  const partOf = (tipo: string): string | undefined =>
    [...relations.values()].find((one: Relazione) => one.tipo === tipo && archivio.has(one.parte))?.parte;
  return { ...cartella, testi: partOf('sharedStrings'), stili: partOf('styles') };
}

function notWorkbook(archivio: Archivio): FoglioIlleggibile {
  const what = archivio.has(ODS) ? 'un foglio OpenDocument (.ods)' : 'un archivio ZIP';
  return new FoglioIlleggibile('formato', `Il file non è un foglio XLSX: è ${what}.`);
}

async function leggiFogli(
  archivio: Archivio,
  parte: string,
  relations: ReadonlyMap<string, Relazione>,
  limiti: Pick<LimitiFoglio, 'fogli'>,
): Promise<Pick<Cartella, 'fogli' | 'dal1904'>> {
  const fogli: FoglioDiCartella[] = [];
  let dal1904 = false;
  let found = 0;
  await leggiParte(parte, archivio.read(parte), {
    apre(percorso, attributi) {
      if (percorso === 'workbook/workbookPr') dal1904 = isTrue(attributi('date1904'));
      if (percorso !== 'workbook/sheets/sheet') return;
      if (++found > limiti.fogli) throw oltreLimiteFoglio('fogli della cartella di lavoro', limiti.fogli);
      const relation = relations.get(attributi('id') ?? '');
      // Sheets of charts and macros have no cells.
      if (relation?.tipo !== 'worksheet') return;
      const nome = (attributi('name') ?? '').slice(0, SHEET_NAME);
      fogli.push({ nome, visibile: (attributi('state') ?? 'visible') === 'visible', parte: relation.parte });
    },
  });
  return { fogli, dal1904 };
}

export function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true' || text === 'on';
}

async function relazioni(archivio: Archivio, parte: string): Promise<Map<string, Relazione>> {
  const found = new Map<string, Relazione>();
  const rels = relsOf(parte);
  await leggiParte(rels, archivio.read(rels), {
    apre(percorso, attributi) {
      if (percorso !== 'Relationships/Relationship' || attributi('TargetMode') === 'External') return;
      const tipo = (attributi('Type') ?? '').split('/').at(-1)!;
      found.set(attributi('Id') ?? '', { tipo, parte: resolve(folderOf(parte), attributi('Target') ?? '') });
    },
  });
  return found;
}

function folderOf(parte: string): string {
  return parte.slice(0, parte.lastIndexOf('/') + 1);
}

function relsOf(parte: string): string {
  return `${folderOf(parte)}_rels/${parte.slice(folderOf(parte).length)}.rels`;
}

/** The part a target names. It can only name parts of the archive: whatever the path says, nothing else is opened. */
function resolve(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

/** The sheet to read: the one of that name, else the first visible one. */
export function scegliFoglio(
  { fogli }: Cartella,
  nome: string | undefined,
): { foglio: FoglioDiCartella; atteso: boolean } {
  const named = nome === undefined ? undefined : fogli.find((foglio) => radice(foglio.nome) === radice(nome));
  const visible = fogli.filter(({ visibile }) => visibile);
  const foglio = named ?? visible[0];
  if (foglio === undefined)
    throw new FoglioIlleggibile('rotto', 'Nella cartella di lavoro non c’è nessun foglio visibile.');
  return { foglio, atteso: named !== undefined || nome === undefined || visible.length === 1 };
}
