import { isInForce } from '#libs/riferimenti';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import type { RigaRegione } from '../pacchetto/pacchetto-regione.js';
import { improntaOf } from '../pubblicazione/impronta.js';
import type { Provenienza } from '../registri/detti.js';
import { NELLA_RICHIESTA, putRows } from '../registri/registro.js';

type RigaDelega = RigaRegione<'deleghe'>;

/** Who takes over from whom, and when. */
export interface Successione {
  readonly cessati: ReadonlySet<string>;
  readonly successore: string;
  readonly dal: string;
}

const LONGEST_NAME = 80;
const DIGEST_LENGTH = 16;

/**
 * The registries with the acts that the successor takes over: those of the enti that cease, given or received, that would have gone on,
 * and the sub-deleghe made under them. Same act, from the day; the ones taken over end the day before. An act tied to an ambito passes
 * only to a successor that has in that ambito the place that the act speaks of: to any other it would say what nobody signed.
 * @param before the registries in which those enti have not ceased yet
 */
export function takeOverActs(
  before: Registro,
  after: Registro,
  successione: Successione,
  provenienza: Provenienza,
): Registro {
  const { cessati, dal } = successione;
  const goingOn = before.regione.deleghe.filter(({ al }) => al === null || al >= dal);
  const own = goingOn.filter(({ delegante, delegato }) => cessati.has(delegante) || cessati.has(delegato));
  const taken = own.filter((delega) => passes(after, delega, successione));
  const names = new Set(taken.map(({ delega }) => delega));
  const under = goingOn.filter(
    (delega) => !own.includes(delega) && delega.deriva_da !== null && names.has(delega.deriva_da),
  );
  const rows = [...taken, ...under].map((delega) => takenOver(delega, names, successione, provenienza));
  return putRows(after, 'deleghe', rows).registro;
}

function passes(after: Registro, delega: RigaDelega, { cessati, successore, dal }: Successione): boolean {
  const { delegante, delegato, oggetto, ambito } = delega;
  // Between enti that become one.
  if ([delegante, delegato].every((ente) => cessati.has(ente) || ente === successore)) return false;
  if (ambito === null) return true;
  const day = delega.dal > dal ? delega.dal : dal;
  const has = (file: 'appartenenze' | 'capofila'): boolean =>
    after.regione[file].some((riga) => riga.ambito === ambito && riga.ente === successore && isInForce(riga, day));
  if (cessati.has(delegante)) return has(oggetto === 'adesione' ? 'capofila' : 'appartenenze');
  return has('capofila');
}

function takenOver(
  { fonte: _, affidabilita: __, ...delega }: RigaDelega,
  names: ReadonlySet<string>,
  { cessati, successore, dal }: Successione,
  { fonte, affidabilita }: Provenienza,
): RigaDelega {
  const successor = (ente: string): string => (cessati.has(ente) ? successore : ente);
  const origin = delega.deriva_da;
  return {
    ...delega,
    delega: nameOf(delega.delega, successore),
    delegante: successor(delega.delegante),
    delegato: successor(delega.delegato),
    deriva_da: origin !== null && names.has(origin) ? nameOf(origin, successore) : origin,
    dal: delega.dal > dal ? delega.dal : dal,
    fonte: `subentro: ${fonte}`,
    affidabilita,
    posto: NELLA_RICHIESTA,
  };
}

/** The name of an act says that it was taken over and by whom; one that would be too long, only that it was. */
function nameOf(delega: string, successore: string): string {
  const name = `${delega}/S-${successore.slice(successore.indexOf(':') + 1)}`;
  if (name.length <= LONGEST_NAME) return name;
  return `SUBENTRO-${improntaOf(name)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, DIGEST_LENGTH)}`;
}
