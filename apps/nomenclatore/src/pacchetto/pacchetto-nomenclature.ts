import {
  AFFIDABILITA,
  VALIDITA,
  codiceVoce,
  facoltativo,
  forma,
  scelta,
  sequenza,
  siglaSistema,
  testo,
} from './celle.js';
import type { Testi } from './pacchetto-regione.js';
import type { Problema } from './problema.js';
import { type Colonne, type Posto, type RigaDi, readTabella } from './tabella.js';

const STATI_VERSIONE = ['bozza', 'pubblicata', 'ritirata'] as const;
export type StatoVersione = (typeof STATI_VERSIONE)[number];

const provenienza = { fonte: testo, affidabilita: scelta(AFFIDABILITA) };

const FILE_NOMENCLATURE = {
  sistema: siglaSistema,
  versione: forma(/^[0-9][0-9A-Za-z.-]{0,19}$/, 'una versione'),
  denominazione: testo,
  file: forma(/^[a-z0-9][a-z0-9-]{0,59}$/, 'un nome di file'),
  stato: scelta(STATI_VERSIONE),
  ...VALIDITA,
  ...provenienza,
} as const satisfies Colonne;

/** Columns every file of items has; those of ALTRE may be there; any other column becomes an attribute of the item. */
const FILE_VOCI = {
  codice: codiceVoce,
  codice_padre: facoltativo(codiceVoce),
  denominazione: testo,
  ...provenienza,
} as const satisfies Colonne;

const ALTRE: Colonne = { sostituisce: facoltativo(sequenza(codiceVoce)) };

type Attributo = string | boolean | readonly string[];

/** One item of a code system. */
export interface RigaVoce {
  readonly codice: string;
  readonly padre: string | null;
  readonly denominazione: string;
  readonly descrizione: string | null;
  /**
   * What the file says beyond the columns all lists have; empty cells are left out, `S` and `N` are booleans. `sostituisce`: codes of
   * the version before whose place the item takes.
   */
  readonly attributi: Readonly<Record<string, Attributo>>;
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
    ...Object.fromEntries(others.map((column) => [column, ALTRE[column] ?? facoltativo(testo)])),
  };
  return readTabella(file, text, colonne, problemi).map((riga) => {
    const { codice, codice_padre: padre, denominazione, fonte, affidabilita } = riga as RigaDi<typeof FILE_VOCI>;
    const cells = riga as Readonly<Record<string, string | readonly string[] | null>>;
    return {
      codice,
      padre,
      denominazione,
      descrizione: (cells['descrizione'] ?? null) as string | null,
      attributi: Object.fromEntries(
        others
          .filter((column) => column !== 'descrizione' && cells[column] !== null)
          .map((column) => [column, attributoOf(cells[column]!)]),
      ),
      fonte,
      affidabilita,
      posto: riga.posto,
    };
  });
}

function attributoOf(cell: string | readonly string[]): Attributo {
  return cell === 'S' ? true : cell === 'N' ? false : cell;
}
