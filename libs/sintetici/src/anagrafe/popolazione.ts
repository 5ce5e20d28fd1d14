import type { Comune } from '#libs/codici';
import type { PersonaAnagrafe } from '#libs/tracciati';
import { inventFamiglia } from '../famiglia.js';
import { type Anagrafica, type PersonaSintetica, Persone } from '../persona.js';
import { Random } from '../random.js';
import { type StoriaFamiglia, dayBetween, inventStoria, residenzeOf } from './storia.js';

export interface RichiestaAnagrafe extends Anagrafica {
  /** Equal requests give equal bytes, on any machine. */
  readonly seed: string | number;
  /** How many people, at least one. */
  readonly righe: number;
  /** Whose registry it is. */
  readonly ente: Comune;
}

const DIED = 15;
const NOT_VALIDATED = 30;
const BECAME_ITALIAN = 150;
const SENZA_FISSA_DIMORA = 4;
const CONIUGATO = '2';

/** The people of one comune, household after household, the reference person of each first. */
export function* inventPopolazione(richiesta: RichiestaAnagrafe): Generator<PersonaAnagrafe, void, undefined> {
  const { seed, righe, ente, oggi, territorio, comuni } = richiesta;
  if (!Number.isSafeInteger(righe) || righe < 1)
    throw new RangeError(`${righe} righe: serve un numero intero positivo`);
  const random = new Random(seed);
  const persone = new Persone(random, { territorio, oggi, comuni: [ente] });
  const altri = comuni.filter(({ istat }) => istat !== ente.istat);
  const scrive = new ScriviPersona(random, richiesta);
  let told = 0;
  for (let famiglia = 1; told < righe; famiglia++) {
    const { componenti } = inventFamiglia(persone, random);
    const nati = componenti.map(({ dataNascita }) => dataNascita);
    const storia = inventStoria(random, oggi, nati, altri);
    const coppia = componenti.length > 1 && !isChild(componenti[1]!, componenti[0]!);
    for (const [at, persona] of componenti.entries()) {
      if (++told > righe) return;
      const relazione = at === 0 ? '1' : at === 1 && coppia ? '2' : '3';
      yield scrive.persona(persona, storia, { id: told, famiglia, relazione, sposata: coppia && at < 2 });
    }
  }
}

/** Parents are of the ages of each other; a child is younger by more. */
function isChild(one: PersonaSintetica, reference: PersonaSintetica): boolean {
  return one.cognome === reference.cognome && one.dataNascita > reference.dataNascita;
}

interface Posto {
  readonly id: number;
  readonly famiglia: number;
  readonly relazione: string;
  readonly sposata: boolean;
}

/** Says of a person what its registry would. */
class ScriviPersona {
  constructor(
    private readonly random: Random,
    private readonly richiesta: RichiestaAnagrafe,
  ) {}

  persona(persona: PersonaSintetica, storia: StoriaFamiglia, { id, famiglia, relazione, sposata }: Posto): PersonaAnagrafe {
    const { random } = this;
    const { cognome, nome, sesso, dataNascita, luogoNascita, codice, genereCodice, cittadinanza } = persona;
    const from = storia.dal > dataNascita ? storia.dal : dataNascita;
    const morto = storia.partenza === null && random.chance(DIED) ? dayBetween(random, from, this.richiesta.oggi) : undefined;
    const { residenze, eventi } = residenzeOf(storia, this.richiesta.ente, dataNascita, morto);
    const end = residenze.at(-1)?.al;
    if (random.chance(SENZA_FISSA_DIMORA)) residenze.at(-1)!.genere = 'senza_fissa_dimora';
    return {
      idAnagrafico: String(id).padStart(7, '0'),
      idAnpr: `AA${String(10_000 + (id % 90_000))}ZZ`,
      codiceFiscale: codice,
      statoCodiceFiscale: genereCodice === 'provvisorio' || random.chance(NOT_VALIDATED) ? '9' : '1',
      cognome: cognome.toUpperCase(),
      nome: nome.toUpperCase(),
      sesso,
      dataNascita,
      luogoNascita,
      statoCivile: sposata ? CONIUGATO : '1',
      ...(morto === undefined ? {} : { dataDecesso: morto }),
      residenze,
      famiglie: [{ numero: String(famiglia).padStart(6, '0'), tipo: 'famiglia', relazione, dal: from, ...(end === undefined ? {} : { al: end }) }],
      cittadinanze: this.#cittadinanze(cittadinanza, from),
      ...(eventi.length === 0 ? {} : { eventi }),
    };
  } // prettier-ignore

  #cittadinanze(nazione: string, from: string): PersonaAnagrafe['cittadinanze'] {
    if (nazione === ITALIA || !this.random.chance(BECAME_ITALIAN)) return [{ nazione }];
    const dal = dayBetween(this.random, from, this.richiesta.oggi);
    return [{ nazione: ITALIA, dal }, { nazione }];
  }
}

const ITALIA = '380';
