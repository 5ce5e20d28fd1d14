import {
  type CodiceBelfiore,
  type CodiceFiscale,
  type Comune,
  type LegalDay,
  type Sesso,
  type Territorio,
  daysInMonth,
  encodeCodiceFiscale,
  legalDay,
  numericCheckDigit,
  omocodiaVariants,
} from '#libs/codici';
import { COGNOMI, NOMI_ESTERI, NOMI_FEMMINILI, NOMI_MASCHILI, type NomiEsteri } from './nomi.js';
import type { Random } from './random.js';

/** A person who does not exist. */
export interface PersonaSintetica {
  readonly cognome: string;
  readonly nome: string;
  readonly sesso: Sesso;
  readonly dataNascita: LegalDay;
  /** Belfiore code of a comune in force on the day of birth, or of a state. */
  readonly luogoNascita: CodiceBelfiore;
  /** ISO 3166 numeric. */
  readonly cittadinanza: string;
  /** The code the person is known by, always one INPS can take. */
  readonly codice: string;
  readonly genereCodice: 'codice_fiscale' | 'omocodia' | 'provvisorio';
  readonly residenza: Comune;
}

/** What is already decided of a person; the rest is chance. */
export interface TrattiPersona {
  readonly cognome?: string;
  readonly sesso?: Sesso;
  readonly dataNascita?: LegalDay;
  readonly luogoNascita?: CodiceBelfiore;
  /** Whole years, both ends included. */
  readonly eta?: readonly [number, number];
  readonly residenza?: Comune;
  /** People of the same origin as this one: names and place of birth. */
  readonly origine?: NomiEsteri | null;
}

/** Where the invented people live, and on which day. */
export interface Anagrafica {
  readonly territorio: Territorio;
  readonly oggi: LegalDay;
  /** Comuni of residence, at least one. */
  readonly comuni: readonly Comune[];
}

const BORN_ABROAD = 110;
const BORN_WHERE_THEY_LIVE = 450;
const OMOCODIA = 4;
const PROVISIONAL_IF_FOREIGN = 40;
/** Bands of ages with how many people of a thousand are in each. */
const AGES = [
  [0, 17, 200],
  [18, 39, 200],
  [40, 64, 280],
  [65, 79, 190],
  [80, 98, 130],
] as const;

/** Invents people one after the other; two calls with equal seeds and traits give equal people. */
export class Persone {
  constructor(
    private readonly random: Random,
    private readonly anagrafica: Anagrafica,
  ) {}

  persona(tratti: TrattiPersona = {}): PersonaSintetica {
    const origine = tratti.origine === undefined ? this.origine() : tratti.origine;
    const sesso = tratti.sesso ?? (this.random.chance(500) ? 'F' : 'M');
    const residenza = tratti.residenza ?? this.random.pick(this.anagrafica.comuni);
    const dataNascita = tratti.dataNascita ?? this.dayOfBirth(tratti.eta ?? this.eta());
    const person = {
      cognome: tratti.cognome ?? this.random.pick(origine?.cognomi ?? COGNOMI),
      nome: this.random.pick(given(origine, sesso)),
      sesso,
      dataNascita,
      luogoNascita: tratti.luogoNascita ?? this.placeOfBirth(origine, residenza, dataNascita),
      cittadinanza: this.cittadinanza(origine),
      residenza,
    };
    return { ...person, ...this.code(encodeCodiceFiscale(person), origine !== null) };
  }

  /** Null for people of Italian origin. */
  origine(): NomiEsteri | null {
    return this.random.chance(BORN_ABROAD) ? this.random.pick(NOMI_ESTERI) : null;
  }

  /** A brother or sister born on the same day: same surname, place and residence, and a code of their own whatever the names. */
  gemello(primo: PersonaSintetica): PersonaSintetica {
    const { cognome, dataNascita, luogoNascita, residenza } = primo;
    const origine = NOMI_ESTERI.find(({ belfiore }) => belfiore === luogoNascita) ?? null;
    const twin = this.persona({ cognome, dataNascita, luogoNascita, residenza, origine });
    if (twin.codice !== primo.codice) return { ...twin, cittadinanza: primo.cittadinanza };
    const [first, second] = omocodiaVariants(twin.codice as CodiceFiscale);
    const codice = first === primo.codice ? second! : first!;
    return { ...twin, cittadinanza: primo.cittadinanza, codice, genereCodice: 'omocodia' };
  }

  private eta(): readonly [number, number] {
    let left = this.random.below(1000);
    for (const [from, to, permille] of AGES) {
      if (left < permille) return [from, to];
      left -= permille;
    }
    return [18, 39];
  }

  /** Counts whole years at the start of last year, when the earliest prestazioni are given: nobody gets one before birth. */
  private dayOfBirth([from, to]: readonly [number, number]): LegalDay {
    const year = Number(this.anagrafica.oggi.slice(0, 4)) - 2 - this.random.between(from, to);
    const month = this.random.between(1, 12);
    const day = this.random.between(1, daysInMonth(year, month));
    return legalDay(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
  }

  private placeOfBirth(origine: NomiEsteri | null, residenza: Comune, day: LegalDay): CodiceBelfiore {
    if (origine !== null) return origine.belfiore as CodiceBelfiore;
    const { territorio, comuni } = this.anagrafica;
    const first = this.random.chance(BORN_WHERE_THEY_LIVE) ? residenza : this.random.pick(comuni);
    for (const comune of [first, residenza, this.random.pick(comuni), this.random.pick(comuni)]) {
      if (comune.belfiore !== undefined && territorio.comuneByBelfiore(comune.belfiore, day) !== undefined)
        return comune.belfiore;
    }
    return ROMA;
  }

  private cittadinanza(origine: NomiEsteri | null): string {
    if (origine === null || this.random.chance(200)) return ITALIA;
    return this.anagrafica.territorio.statoByBelfiore(origine.belfiore)?.isoNumerico ?? ITALIA;
  }

  private code(codice: CodiceFiscale, foreign: boolean): Pick<PersonaSintetica, 'codice' | 'genereCodice'> {
    if (foreign && this.random.chance(PROVISIONAL_IF_FOREIGN)) {
      const ten = `9${this.random.digits(9)}`;
      return { codice: ten + numericCheckDigit(ten), genereCodice: 'provvisorio' };
    }
    // The first variant replaces the last digit of the place, as the tax authority does, and INPS takes it.
    if (this.random.chance(OMOCODIA)) return { codice: omocodiaVariants(codice)[0]!, genereCodice: 'omocodia' };
    return { codice, genereCodice: 'codice_fiscale' };
  }
}

const ITALIA = '380';
/** A comune that has had its code since before anybody living was born. */
const ROMA = 'H501' as CodiceBelfiore;

function given(origine: NomiEsteri | null, sesso: Sesso): readonly string[] {
  if (origine !== null) return sesso === 'F' ? origine.femminili : origine.maschili;
  return sesso === 'F' ? NOMI_FEMMINILI : NOMI_MASCHILI;
}
