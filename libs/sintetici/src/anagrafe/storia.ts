import type { Comune, LegalDay } from '#libs/codici';
import type { EventoAnagrafe, ResidenzaAnagrafe } from '#libs/tracciati';
import type { Random } from '../random.js';
import { VIE } from './vie.js';

/** Where the members of a household have lived, as their registry tells it. */
export interface StoriaFamiglia {
  /** When the household came into being in this comune. */
  readonly dal: string;
  /** Where from; null: it has always been here. */
  readonly provenienza: Comune | null;
  readonly indirizzi: readonly Indirizzo[];
  /** When and where to it left; null: it is still here. */
  readonly partenza: { readonly data: string; readonly verso: Comune } | null;
}

interface Indirizzo {
  readonly dal: string;
  readonly via: string;
  readonly civico: string;
}

const CAME_FROM_ELSEWHERE = 300;
const MOVED_INSIDE = 200;
const LEFT = 40;
const DAY = 86_400_000;

/** @param nati days of birth of the household, the reference person’s first @param altri comuni to come from and to go to */
export function inventStoria(
  random: Random,
  oggi: LegalDay,
  nati: readonly string[],
  altri: readonly Comune[],
): StoriaFamiglia {
  const adulta = `${Number(nati[0]!.slice(0, 4)) + 18}${nati[0]!.slice(4)}`;
  // A day that the year of majority does not have is no day.
  const from = adulta.endsWith('-02-29') ? adulta.replace('-29', '-28') : adulta;
  const dal = dayBetween(random, from, oggi);
  const moved = random.chance(MOVED_INSIDE) ? [dayBetween(random, dal, oggi)] : [];
  const starts = [dal, ...moved.filter((day) => day > dal)];
  // Nobody leaves before the youngest is born.
  const last = [starts.at(-1)!, ...nati].toSorted().at(-1)!;
  const leaves = random.chance(LEFT) && altri.length > 0 ? dayBetween(random, last, oggi) : last;
  return {
    dal,
    provenienza: random.chance(CAME_FROM_ELSEWHERE) && altri.length > 0 ? random.pick(altri) : null,
    indirizzi: starts.map((day) => ({ dal: day, via: random.pick(VIE), civico: String(random.between(1, 180)) })),
    partenza: leaves > last ? { data: leaves, verso: random.pick(altri) } : null,
  };
}

/** What of it is of one member: nobody lives anywhere before birth. @param morto last day, of who has died */
export function residenzeOf(
  storia: StoriaFamiglia,
  comune: Comune,
  nato: string,
  morto: string | undefined,
): { residenze: ResidenzaAnagrafe[]; eventi: EventoAnagrafe[] } {
  const { dal, provenienza, indirizzi, partenza } = storia;
  const from = nato > dal ? nato : dal;
  const end = partenza === null ? morto : dayBefore(partenza.data);
  const lived = indirizzi.filter((one, at) => (indirizzi[at + 1]?.dal ?? '9999') > from && one.dal <= (end ?? '9999'));
  const residenze = lived.map(({ dal: start, via, civico }, at): ResidenzaAnagrafe => {
    const next = lived[at + 1];
    const al = next === undefined ? end : dayBefore(next.dal);
    const begins = start > from ? start : from;
    return { genere: 'residenza', comune: comune.istat, indirizzo: via, civico, dal: begins, ...(al === undefined ? {} : { al }) }; // prettier-ignore
  });
  const bornHere = nato >= dal;
  const eventi: EventoAnagrafe[] = bornHere ? [{ tipo: 'nascita', data: nato }] : [];
  if (!bornHere && provenienza !== null) {
    residenze.unshift({ genere: 'residenza', comune: provenienza.istat, dal: nato, al: dayBefore(dal) });
    eventi.push({ tipo: 'immigrazione', data: dal, comune: provenienza.istat });
  }
  for (const { dal: data } of lived.slice(1)) eventi.push({ tipo: 'indirizzo', data });
  if (partenza !== null) eventi.push({ tipo: 'emigrazione', data: partenza.data, comune: partenza.verso.istat });
  if (morto !== undefined) eventi.push({ tipo: 'decesso', data: morto });
  return { residenze, eventi };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY).toISOString().slice(0, 10);
}

/** From the first to the last, both included; the last where the first comes after it. */
export function dayBetween(random: Random, from: string, to: string): string {
  const days = Math.floor((Date.parse(to) - Date.parse(from)) / DAY);
  if (days <= 0) return to;
  return new Date(Date.parse(from) + random.between(0, days) * DAY).toISOString().slice(0, 10);
}
