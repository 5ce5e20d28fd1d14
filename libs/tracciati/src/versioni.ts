import { TRACCIATI, nomeTracciato } from './catalogo.js';
import type { Tracciato } from './tracciato.js';

/** Which version of a tracciato a name means on a day. */
export type VersioneScelta =
  | { readonly esito: 'trovata'; readonly tracciato: Tracciato }
  | { readonly esito: 'sconosciuta' }
  /** It is known, and of no use that day; `inVigore` are those that are, the newest last. */
  | { readonly esito: 'non_in_vigore'; readonly tracciato: Tracciato; readonly inVigore: readonly Tracciato[] };

/** The versions of one code, the newest last. */
export function versioniDi(codice: string, tracciati: readonly Tracciato[] = TRACCIATI): readonly Tracciato[] {
  const byFirstDay = (one: Tracciato, other: Tracciato): number => (one.validita.dal < other.validita.dal ? -1 : 1);
  return tracciati.filter((tracciato) => tracciato.codice === codice).toSorted(byFirstDay);
}

/** The version whose place it takes, or undefined for the first. */
export function precedenteDi(
  { codice, validita }: Tracciato,
  tracciati: readonly Tracciato[] = TRACCIATI,
): Tracciato | undefined {
  return versioniDi(codice, tracciati).findLast((other) => other.validita.dal < validita.dal);
}

/**
 * @param nome `codice@versione`, or `codice` for the newest of its versions that are in force: two may be, side by side
 * @param giorno legal day
 */
export function scegliVersione(
  nome: string,
  giorno: string,
  tracciati: readonly Tracciato[] = TRACCIATI,
): VersioneScelta {
  const [codice = ''] = nome.split('@', 1);
  const versioni = versioniDi(codice, tracciati);
  const inVigore = versioni.filter((tracciato) => isInVigore(tracciato, giorno));
  const wanted = nome === codice ? (inVigore.at(-1) ?? versioni.at(-1)) : versioni.find(isNamed(nome));
  if (wanted === undefined) return { esito: 'sconosciuta' };
  return inVigore.includes(wanted)
    ? { esito: 'trovata', tracciato: wanted }
    : { esito: 'non_in_vigore', tracciato: wanted, inVigore };
}

function isNamed(nome: string) {
  return (tracciato: Tracciato): boolean => nomeTracciato(tracciato) === nome;
}

function isInVigore({ validita: { dal, al } }: Tracciato, giorno: string): boolean {
  return dal <= giorno && (al === null || giorno <= al);
}
