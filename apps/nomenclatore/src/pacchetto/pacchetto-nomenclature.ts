import { AFFIDABILITA, VALIDITA, facoltativo, forma, scelta, testo } from './celle.js';
import type { Testi } from './pacchetto-regione.js';
import type { Problema } from './problema.js';
import { type Colonne, type Posto, readTabella } from './tabella.js';

const STATI_VERSIONE = ['bozza', 'pubblicata', 'ritirata'] as const;
export type StatoVersione = (typeof STATI_VERSIONE)[number];

const codice = forma(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,39}$/, 'un codice');
const provenienza = { fonte: testo, affidabilita: scelta(AFFIDABILITA) };

const FILE_NOMENCLATURE = {
  sistema: forma(/^[A-Z][A-Z0-9_:-]{1,39}$/, 'una sigla di nomenclatura'),
  versione: forma(/^[0-9][0-9A-Za-z.-]{0,19}$/, 'una versione'),
  denominazione: testo,
  file: forma(/^[a-z0-9][a-z0-9-]{0,59}$/, 'un nome di file'),
  stato: scelta(STATI_VERSIONE),
  ...VALIDITA,
  ...provenienza,
} as const satisfies Colonne;

/** Columns every file of items has; `descrizione` may be there; any other column becomes an attribute of the item. */
const FILE_VOCI = {
  codice,
  codice_padre: facoltativo(codice),
  denominazione: testo,
  ...provenienza,
} as const satisfies Colonne;

/** One item of a code system. */
export interface RigaVoce {
  readonly codice: string;
  readonly padre: string | null;
  readonly denominazione: string;
  readonly descrizione: string | null;
  /** What the file says beyond the columns all lists have; empty cells are left out, `S` and `N` are booleans. */
  readonly attributi: Readonly<Record<string, string | boolean>>;
  readonly fonte: string;
  readonly affidabilita: string;
  readonly posto: Posto;
}

/** One version of a code system, with all its items in the order of the file. */
export interface RigaVersione {
  readonly sistema: string;
  readonly versione: string;
  readonly denominazione: string;
  readonly stato: StatoVersione;
  readonly dal: string;
  readonly al: string | null;
  readonly fonte: string;
  readonly affidabilita: string;
  readonly voci: readonly RigaVoce[];
  readonly posto: Posto;
}

/** Reads `nomenclature.csv` and the item files it names, if the folder has one. */
export function readNomenclature(name: string, testi: Testi, problemi: Problema[]): RigaVersione[] {
  const text = testi.get('nomenclature');
  if (text === undefined) return [];
  return readTabella(`${name}/nomenclature.csv`, text, FILE_NOMENCLATURE, problemi).map(({ file, ...versione }) => {
    const items = testi.get(file);
    if (items === undefined)
      problemi.push({ ...versione.posto, campo: 'file', messaggio: `il file ${file}.csv manca` });
    return { ...versione, voci: items === undefined ? [] : readVoci(`${name}/${file}.csv`, items, problemi) };
  });
}

function readVoci(file: string, text: string, problemi: Problema[]): RigaVoce[] {
  const header = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/, 1)[0]!
    .split(',');
  const others = header.filter((column) => !(column in FILE_VOCI));
  const colonne: Colonne = {
    ...FILE_VOCI,
    ...Object.fromEntries(others.map((column) => [column, facoltativo(testo)])),
  };
  return (readTabella(file, text, colonne, problemi) as unknown as Readonly<Record<string, string | null>>[]).map(
    (riga) => ({
      codice: riga['codice']!,
      padre: riga['codice_padre']!,
      denominazione: riga['denominazione']!,
      descrizione: riga['descrizione'] ?? null,
      attributi: Object.fromEntries(
        others
          .filter((column) => column !== 'descrizione' && riga[column] !== null)
          .map((column) => [column, attributoOf(riga[column]!)]),
      ),
      fonte: riga['fonte']!,
      affidabilita: riga['affidabilita']!,
      posto: riga['posto'] as unknown as Posto,
    }),
  );
}

function attributoOf(cell: string): string | boolean {
  return cell === 'S' ? true : cell === 'N' ? false : cell;
}
