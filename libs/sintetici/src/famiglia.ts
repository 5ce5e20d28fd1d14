import type { PersonaSintetica, Persone } from './persona.js';
import type { Random } from './random.js';

/** People registered together: the first is the reference person. */
export interface FamigliaSintetica {
  readonly componenti: readonly PersonaSintetica[];
}

/** Of a thousand households, how many are people alone, couples, parents with children. */
const ALONE = 360;
const COUPLE = 560;
const TWINS = 15;

/** Invents a household: one comune, one surname for the children, an age that lets parents be parents. */
export function inventFamiglia(persone: Persone, random: Random): FamigliaSintetica {
  const kind = random.below(1000);
  if (kind < ALONE) return { componenti: [persone.persona({ eta: random.chance(600) ? [65, 98] : [22, 64] })] };
  if (kind < COUPLE) return { componenti: parents(persone, random, [30, 90]) };
  const adults = random.chance(250) ? [persone.persona({ eta: [25, 50] })] : parents(persone, random, [27, 50]);
  return { componenti: [...adults, ...children(persone, random, adults[0]!)] };
}

function parents(persone: Persone, random: Random, eta: readonly [number, number]): PersonaSintetica[] {
  const origine = persone.origine();
  const first = persone.persona({ eta, origine, sesso: random.chance(500) ? 'F' : 'M' });
  const second = persone.persona({ eta, origine, residenza: first.residenza, sesso: first.sesso === 'F' ? 'M' : 'F' });
  return [first, second];
}

function children(persone: Persone, random: Random, parent: PersonaSintetica): PersonaSintetica[] {
  const { cognome, residenza } = parent;
  const born: PersonaSintetica[] = [];
  const count = random.between(1, 3);
  while (born.length < count) {
    const child = persone.persona({ cognome, residenza, eta: [0, 17], origine: null });
    born.push(child);
    if (random.chance(TWINS)) born.push(persone.gemello(child));
  }
  return born;
}
