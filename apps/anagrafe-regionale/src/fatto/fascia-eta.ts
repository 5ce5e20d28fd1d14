import type { LegalDay } from '#libs/codici';
import { FASCE_ETA, type FasciaEta } from '#libs/contracts';

/** Where only the year of birth is known: the middle of it, so that nobody is more than half a year wrong. */
const META_ANNO = '07-01';

const FASCE = FASCE_ETA.map((fascia) => {
  const [dal, al = Infinity] = fascia.replace('+', '').split('-').map(Number);
  return { fascia, dal: dal!, al };
});

/** Who was born when; the day only where it is known. */
export interface Nascita {
  readonly annoNascita?: number | undefined;
  readonly dataNascita?: LegalDay | undefined;
}

/** The band of the age in completed years on a day; null before birth, or when the day is not known. */
export function fasciaEta({ annoNascita, dataNascita }: Nascita, giorno: LegalDay | undefined): FasciaEta | null {
  if (giorno === undefined || annoNascita === undefined || annoNascita <= 0) return null;
  const born = dataNascita ?? `${String(annoNascita).padStart(4, '0')}-${META_ANNO}`;
  const birthdayCame = giorno.slice(5) >= born.slice(5);
  const age = Number(giorno.slice(0, 4)) - Number(born.slice(0, 4)) - (birthdayCame ? 0 : 1);
  return FASCE.find(({ dal, al }) => age >= dal && age <= al)?.fascia ?? null;
}
