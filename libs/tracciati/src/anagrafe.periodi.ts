import type { ResidenzaAnagrafe } from './anagrafe.persona.js';
import { dichiarata, qualcuna } from './anagrafe.riga.js';
import type { Verifica, Violazione } from './tracciato.js';

// The checks on the days of a person of ANAGRAFE.

const PERIODI = ['residenze', 'famiglie', 'cittadinanze'] as const;
const PIU_VECCHIO = 125;

export const periodiInOrdine: Verifica = (riga) => {
  const persona = dichiarata(riga);
  return qualcuna(
    PERIODI.flatMap((lista) =>
      (persona[lista] ?? []).flatMap(({ dal, al }, at) =>
        dal !== undefined && al !== undefined && al < dal ? [{ campo: `${lista}.${at}.al` }] : [],
      ),
    ),
  );
};

/** A person resides in one place. On the day of a move it is in both. */
export const residenzeSeparate: Verifica = (riga) => {
  const all = (dichiarata(riga).residenze ?? []).map((residenza, at) => ({ residenza, at }));
  const inOrder = all
    .filter(({ residenza: { genere } }) => genere !== 'domicilio')
    .toSorted((one, other) => (inizio(one.residenza) < inizio(other.residenza) ? -1 : 1));
  let before: ResidenzaAnagrafe | undefined;
  const found: Violazione[] = [];
  for (const { residenza, at } of inOrder) {
    // Of two without a first day nothing is known but that both cannot last still.
    const overlaps = before !== undefined && (before.al === undefined || inizio(residenza) < before.al);
    const unknown = residenza.dal === undefined && residenza.al !== undefined;
    if (overlaps && !unknown) found.push({ campo: `residenze.${at}.dal` });
    if (before === undefined || fine(residenza) > fine(before)) before = residenza;
  }
  return qualcuna(found);
};

const inizio = ({ dal }: ResidenzaAnagrafe): string => dal ?? '';
const fine = ({ al }: ResidenzaAnagrafe): string => al ?? '9999-12-31';

export const unaFamiglia: Verifica = (riga) => {
  const current = (dichiarata(riga).famiglie ?? []).flatMap(({ tipo, al }, at) =>
    tipo === 'famiglia' && al === undefined ? [at] : [],
  );
  return qualcuna(current.slice(1).map((at) => ({ campo: `famiglie.${at}.al` })));
};

/** The first days of all that a person is said to be in, with their keys. */
function* inizi(riga: Parameters<Verifica>[0]): Generator<readonly [campo: string, day: string]> {
  const persona = dichiarata(riga);
  for (const lista of PERIODI) {
    for (const [at, { dal }] of (persona[lista] ?? []).entries()) if (dal !== undefined) yield [`${lista}.${at}.dal`, dal];
  }
  for (const [at, { data }] of (persona.eventi ?? []).entries()) if (data !== undefined) yield [`eventi.${at}.data`, data];
} // prettier-ignore

export const giorniPassati: Verifica = (riga, { oggi }) => {
  const { dataDecesso, statoCivileDal } = dichiarata(riga);
  const found = [...inizi(riga)].filter(([, day]) => day > oggi).map(([campo]): Violazione => ({ campo }));
  if ((statoCivileDal ?? '') > oggi) found.push({ campo: 'statoCivileDal' });
  if ((dataDecesso ?? '') > oggi) found.push({ campo: 'dataDecesso' });
  return qualcuna(found);
};

export const nascitaPossibile: Verifica = (riga, { oggi }) => {
  const { dataNascita, annoNascita } = dichiarata(riga);
  if (riga.guasti.has('annoNascita')) return undefined;
  const year = dataNascita?.slice(0, 4) ?? annoNascita;
  if (year === undefined) return undefined;
  const campo = dataNascita === undefined ? 'annoNascita' : 'dataNascita';
  if ((dataNascita ?? year) > (dataNascita === undefined ? oggi.slice(0, 4) : oggi)) return { campo };
  const { deceduto, dataDecesso } = dichiarata(riga);
  const lived = deceduto === '1' || dataDecesso !== undefined;
  return !lived && Number(oggi.slice(0, 4)) - Number(year) > PIU_VECCHIO ? { campo } : undefined;
};

/** Of who is known by the year alone, the whole year is before. */
const nascitaDi = (riga: Parameters<Verifica>[0]): string => {
  const { dataNascita, annoNascita } = dichiarata(riga);
  return dataNascita ?? annoNascita ?? '';
};

export const mortoDopo: Verifica = (riga) => {
  const { dataDecesso } = dichiarata(riga);
  return dataDecesso !== undefined && dataDecesso < nascitaDi(riga) ? { campo: 'dataDecesso' } : undefined;
};

export const nienteDiPrima: Verifica = (riga) => {
  const nato = nascitaDi(riga);
  return qualcuna([...inizi(riga)].filter(([, day]) => day < nato).map(([campo]) => ({ campo })));
};
