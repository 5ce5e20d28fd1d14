import { sostituitiDa } from '../differenze/voce-confrontata.js';
import { findDoppioni, findSovrapposti, problemaIn } from './coerenza.js';
import type { RigaVersione, RigaVoce } from './pacchetto-nomenclature.js';
import type { Problema } from './problema.js';

/** Versions of one system that are in force on the same day, codes given twice, trees that bite their tail, successors of nobody. */
export function findProblemiNomenclature(versioni: readonly RigaVersione[]): Problema[] {
  const published = versioni.filter(({ stato }) => stato === 'pubblicata');
  return [
    ...findDoppioni(versioni, 'versione', ({ sistema, versione }) => `${sistema}@${versione}`),
    ...findSovrapposti(published, 'dal', ({ sistema }) => sistema, "un'altra versione è in vigore"),
    ...versioni
      .filter(({ voci, stato }) => voci.length === 0 && stato !== 'bozza')
      .map((versione) => problemaIn(versione, 'file', 'una versione pubblicata deve avere almeno una voce')),
    ...versioni.flatMap(({ voci }) => [...findDoppioni(voci, 'codice', ({ codice }) => codice), ...findCicli(voci)]),
    ...versioni.flatMap((versione) => findSuccessoriDiNessuno(versione, versioni)),
  ];
}

/** An item may take the place of codes of the version before, and of no others: the difference of the two would say so for ever. */
function findSuccessoriDiNessuno(versione: RigaVersione, versioni: readonly RigaVersione[]): Problema[] {
  const before = versioni
    .filter(({ sistema, dal }) => sistema === versione.sistema && dal < versione.dal)
    .toSorted((one, other) => (one.dal < other.dal ? 1 : -1))[0];
  return findSostituitiIgnoti(versione.voci, new Set(before?.voci.map(({ codice }) => codice)));
}

/** @param known codes of the version before */
export function findSostituitiIgnoti(voci: readonly RigaVoce[], known: ReadonlySet<string>): Problema[] {
  return voci.flatMap((voce) => {
    const strangers = sostituitiDa(voce).filter((codice) => !known.has(codice));
    return strangers.map((codice) => problemaIn(voce, 'sostituisce', `"${codice}" non è nella versione precedente`));
  });
}

/** A parent may be a mere heading that is no code of the list, but no code may descend from itself. */
export function findCicli(voci: readonly RigaVoce[]): Problema[] {
  const padri = new Map(voci.map(({ codice, padre }) => [codice, padre]));
  return voci
    .filter(({ codice }) => {
      const passed = new Set<string>();
      let ancestor = padri.get(codice) ?? null;
      while (ancestor !== null && ancestor !== codice && !passed.has(ancestor)) {
        passed.add(ancestor);
        ancestor = padri.get(ancestor) ?? null;
      }
      return ancestor === codice;
    })
    .map((voce) => problemaIn(voce, 'codice_padre', `"${voce.codice}" discende da se stesso`));
}
