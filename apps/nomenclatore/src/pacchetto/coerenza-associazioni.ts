import { chiaveAssociazione } from '#libs/riferimenti';
import { isCoppia } from '../associazioni/difetti.js';
import { findSovrapposti, problemaIn } from './coerenza.js';
import type { RigaAssociazione } from './pacchetto-associazioni.js';
import type { RigaVersione } from './pacchetto-nomenclature.js';
import type { Problema } from './problema.js';

/** Associations between systems that are not associated, of codes nobody published, whose relation and targets disagree, or that overlap. */
export function findProblemiAssociazioni(
  associazioni: readonly RigaAssociazione[],
  versioni: readonly RigaVersione[],
): Problema[] {
  const published = versioni.filter(({ stato }) => stato === 'pubblicata');
  const possibili = associazioni.filter(isPossibile);
  return [
    ...associazioni.filter((riga) => !isPossibile(riga)).map(impossibile),
    ...possibili.flatMap(findDisaccordo),
    ...possibili.flatMap((riga) => [
      ...findAssenti(riga, 'codice', riga.da, [riga.codice], published),
      ...findAssenti(riga, 'destinazioni', riga.a, riga.destinazioni, published),
    ]),
    ...findSovrapposti(possibili, 'dal', chiaveAssociazione, 'il codice è già associato'),
  ];
}

/** By the rule for everybody: a way there from a pack and back by API would go round. Lists of enti come with their own associations. */
function isPossibile({ da, a }: RigaAssociazione): boolean {
  return isCoppia(da, a) && !da.startsWith('LOC:');
}

function impossibile(riga: RigaAssociazione): Problema {
  return problemaIn(
    riga,
    'a',
    `un pacchetto non associa ${riga.da} a ${riga.a}: solo REG a SIUSS o LEPS, SIUSS a ISTAT o FNPS`,
  );
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
