import { chiaveAssociazione } from '#libs/riferimenti';
import { findSovrapposti, problemaIn } from './coerenza.js';
import type { RigaAssociazione } from './pacchetto-associazioni.js';
import type { RigaVersione } from './pacchetto-nomenclature.js';
import type { Problema } from './problema.js';

/** Associations of codes or systems nobody published, whose relation and targets disagree, that overlap or lead back where they began. */
export function findProblemiAssociazioni(
  associazioni: readonly RigaAssociazione[],
  versioni: readonly RigaVersione[],
): Problema[] {
  const published = versioni.filter(({ stato }) => stato === 'pubblicata');
  return [
    ...associazioni.flatMap(findDisaccordo),
    ...associazioni.flatMap((riga) => [
      ...findAssenti(riga, 'codice', riga.da, [riga.codice], published),
      ...findAssenti(riga, 'destinazioni', riga.a, riga.destinazioni, published),
    ]),
    ...findSovrapposti(associazioni, 'dal', chiaveAssociazione, 'il codice è già associato'),
    ...findGiri(associazioni),
  ];
}

function findDisaccordo(riga: RigaAssociazione): Problema[] {
  const { relazione, destinazioni } = riga;
  if (relazione === 'scelta' && destinazioni.length < 2)
    return [problemaIn(riga, 'destinazioni', 'una scelta ha almeno due destinazioni')];
  if (relazione !== 'scelta' && destinazioni.length > 1)
    return [problemaIn(riga, 'destinazioni', `una relazione ${relazione} ha una sola destinazione`)];
  return [];
}

/** A code must be in a published list on the first day: one that was withdrawn, or that comes later, leads nowhere. */
function findAssenti(
  riga: RigaAssociazione,
  campo: 'codice' | 'destinazioni',
  sistema: string,
  codici: readonly string[],
  published: readonly RigaVersione[],
): Problema[] {
  const own = published.filter((versione) => versione.sistema === sistema);
  const sistemaAt = campo === 'codice' ? 'da' : 'a';
  if (own.length === 0) return [problemaIn(riga, sistemaAt, `nessuna versione pubblicata di ${sistema}`)];
  const current = own.find(({ dal, al }) => dal <= riga.dal && (al === null || riga.dal <= al));
  if (current === undefined)
    return [problemaIn(riga, 'dal', `il ${riga.dal} nessuna versione di ${sistema} è in vigore`)];
  const known = new Set(current.voci.map(({ codice }) => codice));
  return codici
    .filter((codice) => !known.has(codice))
    .map((codice) =>
      problemaIn(riga, campo, `"${codice}" non è in ${sistema}@${current.versione}, in vigore il ${riga.dal}`),
    );
}

/** From one system to another and back: two ways between the same codes may disagree, and a translation must have one. */
function findGiri(associazioni: readonly RigaAssociazione[]): Problema[] {
  const next = new Map<string, Set<string>>();
  return associazioni.flatMap((riga) => {
    if (reaches(next, riga.a, riga.da))
      return [problemaIn(riga, 'a', `da ${riga.a} si torna già a ${riga.da}: le associazioni girerebbero in tondo`)];
    next.set(riga.da, (next.get(riga.da) ?? new Set()).add(riga.a));
    return [];
  });
}

function reaches(next: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let sistema = open.pop(); sistema !== undefined; sistema = open.pop()) {
    if (sistema === to) return true;
    if (seen.has(sistema)) continue;
    seen.add(sistema);
    open.push(...(next.get(sistema) ?? []));
  }
  return false;
}
