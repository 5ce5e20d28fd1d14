import type { CodiceBelfiore, CodiceIstatComune, LegalDay } from './brand.js';

/** A comune as it was between two days. A change of name, province or boundary that ends one record starts another. */
export interface Comune {
  /** Undefined for some comuni that ceased before cadastral codes were given. */
  readonly belfiore?: CodiceBelfiore;
  readonly istat: CodiceIstatComune;
  readonly denominazione: string;
  /** Name in the other official language, where there is one. */
  readonly altraDenominazione?: string;
  readonly siglaProvincia: string;
  readonly provinciaIstat: string;
  readonly regioneIstat: string;
  readonly dal: LegalDay;
  /** Last day; `9999-12-31` while it holds. */
  readonly al: LegalDay;
}

export interface Stato {
  readonly denominazione: string;
  readonly istat?: string;
  readonly belfiore?: CodiceBelfiore;
  /** ISO 3166 numeric, three digits; some states and territories have none. */
  readonly isoNumerico?: string;
  readonly isoAlpha3?: string;
  readonly ammessoCittadinanza: boolean;
  readonly ammessoNascita: boolean;
  readonly ammessoResidenza: boolean;
  /** Last day of the state itself, if it ceased: persons born there keep its code. */
  readonly al: LegalDay;
}

export interface Provincia {
  readonly istat: string;
  readonly denominazione: string;
  readonly sigla: string;
  readonly regioneIstat: string;
}

/** A region, or an autonomous province: the tax authority gives Bolzano and Trento a region code each. */
export interface Regione {
  readonly istat: string;
  readonly denominazione: string;
  /** Set on the two rows of the region whose provinces have a code of their own. */
  readonly provinciaIstat?: string;
  readonly agenziaEntrate: string;
}

export interface TerritorioRows {
  readonly comuni: readonly Comune[];
  readonly stati: readonly Stato[];
  readonly province: readonly Provincia[];
  readonly regioni: readonly Regione[];
}

/**
 * Places of Italian law on a day. Lookups with a day answer only what was in force on it; without one, the newest record, in force
 * or not.
 */
export interface Territorio {
  comuneByBelfiore(belfiore: string, day?: LegalDay): Comune | undefined;
  comuneByIstat(istat: string, day?: LegalDay): Comune | undefined;
  /** Every record of a cadastral code, oldest first. */
  storiaBelfiore(belfiore: string): readonly Comune[];
  statoByBelfiore(belfiore: string, day?: LegalDay): Stato | undefined;
  statoByIso(isoNumerico: string): Stato | undefined;
  /** `CodiceRegione` of INPS's flows, which is the tax authority's and not ISTAT's; undefined for a comune unknown to us. */
  codiceRegioneAgenziaEntrate(istatComune: string): string | undefined;
  provincia(istat: string): Provincia | undefined;
  readonly regioni: readonly Regione[];
  readonly province: readonly Provincia[];
  readonly stati: readonly Stato[];
  /** Comuni in force on the day, by ISTAT code. */
  comuniInVigore(day: LegalDay): readonly Comune[];
}

/** Indexes the rows once (about 20,000); every lookup after that is a hash access. */
export function createTerritorio(rows: TerritorioRows): Territorio {
  const byBelfiore = groupBy(rows.comuni, (comune) => comune.belfiore);
  const byIstat = groupBy(rows.comuni, (comune) => comune.istat);
  const statiByBelfiore = new Map(rows.stati.map((stato) => [stato.belfiore, stato]));
  const statiByIso = new Map(rows.stati.map((stato) => [stato.isoNumerico, stato]));
  const province = new Map(rows.province.map((provincia) => [provincia.istat, provincia]));
  const agenziaEntrate = new Map(rows.regioni.map((regione) => [regione.provinciaIstat ?? regione.istat, regione]));
  const regioneOf = (istat: string): string | undefined =>
    province.get(istat.slice(0, 3))?.regioneIstat ?? byIstat.get(istat)?.at(-1)?.regioneIstat;

  return {
    comuneByBelfiore: (belfiore, day) => inForce(byBelfiore.get(belfiore), day),
    comuneByIstat: (istat, day) => inForce(byIstat.get(istat), day),
    storiaBelfiore: (belfiore) => byBelfiore.get(belfiore) ?? [],
    statoByBelfiore: (belfiore, day) => {
      const stato = statiByBelfiore.get(belfiore as CodiceBelfiore);
      return stato !== undefined && day !== undefined && stato.al < day ? undefined : stato;
    },
    statoByIso: (isoNumerico) => statiByIso.get(isoNumerico),
    codiceRegioneAgenziaEntrate: (istatComune) => {
      const ownCode = agenziaEntrate.get(istatComune.slice(0, 3));
      return (ownCode ?? agenziaEntrate.get(regioneOf(istatComune) ?? ''))?.agenziaEntrate;
    },
    provincia: (istat) => province.get(istat),
    regioni: rows.regioni,
    province: rows.province,
    stati: rows.stati,
    comuniInVigore: (day) =>
      rows.comuni
        .filter((comune) => comune.dal <= day && day <= comune.al)
        .sort((one, other) => (one.istat < other.istat ? -1 : 1)),
  };
}

function groupBy(comuni: readonly Comune[], key: (comune: Comune) => string | undefined): Map<string, Comune[]> {
  const groups = new Map<string, Comune[]>();
  for (const comune of [...comuni].sort((one, other) => (one.dal < other.dal ? -1 : 1))) {
    const code = key(comune);
    if (code === undefined) continue;
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [comune]);
    else group.push(comune);
  }
  return groups;
}

function inForce(records: readonly Comune[] | undefined, day: LegalDay | undefined): Comune | undefined {
  return day === undefined ? records?.at(-1) : records?.findLast((comune) => comune.dal <= day && day <= comune.al);
}
