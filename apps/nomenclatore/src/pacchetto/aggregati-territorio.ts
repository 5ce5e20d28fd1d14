import type { ContenutoTerritorio } from '#libs/riferimenti';
import type { Aggregato, RigaTabella, Tabella } from './aggregato.js';
import type { FileTerritorio, PacchettoTerritorio, RigaTerritorio } from './pacchetto-nazionale.js';

/** Rows of a page: about 80 KB as a message, well below the limit of one. */
const ROWS_PER_PAGE = 500;

const TABELLA_OF = {
  comuni: 'comune',
  stati: 'stato',
  province: 'provincia',
  regioni: 'regione',
} as const satisfies Record<FileTerritorio, Tabella>;

/** Pages of the territory: comuni by province, so that a correction moves one page; the small tables whole. */
export function aggregatiOfTerritorio({ comuni, stati, province, regioni }: PacchettoTerritorio): Aggregato[] {
  return [
    ...aggregatiOfComuni(comuni),
    ...pagesOf('stati', 'stati', stati, statoOf),
    ...aggregatiOfProvince(province),
    ...pagesOf('regioni', 'regioni', regioni, regioneOf),
  ];
}

/** Pages of comuni; of a province all rows or none must be given. */
export function aggregatiOfComuni(comuni: readonly RigaTerritorio<'comuni'>[]): Aggregato[] {
  const byProvincia = new Map<string, RigaTerritorio<'comuni'>[]>();
  for (const comune of comuni) {
    const page = byProvincia.get(comune.provincia_istat) ?? [];
    page.push(comune);
    byProvincia.set(comune.provincia_istat, page);
  }
  return [...byProvincia].flatMap(([provincia, rows]) => pagesOf('comuni', `comuni:${provincia}`, rows, comuneOf));
}

export function aggregatiOfProvince(province: readonly RigaTerritorio<'province'>[]): Aggregato[] {
  return pagesOf('province', 'province', province, provinciaOf);
}

function pagesOf<F extends FileTerritorio>(
  file: F,
  name: string,
  rows: readonly RigaTerritorio<F>[],
  contentOf: (row: RigaTerritorio<F>) => object,
): Aggregato[] {
  const pages: Aggregato[] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_PAGE) {
    const page = rows.slice(from, from + ROWS_PER_PAGE);
    const id = `${name}#${from / ROWS_PER_PAGE}`;
    const contenuto = { tabella: file, righe: page.map(contentOf) } as ContenutoTerritorio;
    pages.push({
      voce: { genere: 'territorio', id, contenuto },
      righe: { [TABELLA_OF[file]]: page.map(({ posto: _, ...row }): RigaTabella => ({ ...row, pagina: id })) },
    });
  }
  return pages;
}

// Contents have the shape of `#libs/codici`, where what is not known is absent.

function comuneOf(row: RigaTerritorio<'comuni'>): object {
  return {
    ...(row.belfiore === null ? {} : { belfiore: row.belfiore }),
    istat: row.istat,
    denominazione: row.denominazione,
    ...(row.altra_denominazione === null ? {} : { altraDenominazione: row.altra_denominazione }),
    siglaProvincia: row.sigla_provincia ?? '',
    provinciaIstat: row.provincia_istat,
    regioneIstat: row.regione_istat,
    dal: row.dal,
    al: row.al,
  };
}

function statoOf(row: RigaTerritorio<'stati'>): object {
  return {
    denominazione: row.denominazione,
    ...(row.istat === null ? {} : { istat: row.istat }),
    ...(row.belfiore === null ? {} : { belfiore: row.belfiore }),
    ...(row.iso_numerico === null ? {} : { isoNumerico: row.iso_numerico }),
    ...(row.iso_alpha3 === null ? {} : { isoAlpha3: row.iso_alpha3 }),
    ammessoCittadinanza: row.cittadinanza,
    ammessoNascita: row.nascita,
    ammessoResidenza: row.residenza,
    al: row.al,
  };
}

function provinciaOf(row: RigaTerritorio<'province'>): object {
  return { istat: row.istat, denominazione: row.denominazione, sigla: row.sigla, regioneIstat: row.regione_istat };
}

function regioneOf(row: RigaTerritorio<'regioni'>): object {
  return {
    istat: row.istat,
    denominazione: row.denominazione,
    ...(row.provincia_istat === null ? {} : { provinciaIstat: row.provincia_istat }),
    agenziaEntrate: row.agenzia_entrate,
  };
}
