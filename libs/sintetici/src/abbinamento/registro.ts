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
  omocodiaVariants,
} from '#libs/codici';
import { Random } from '../random.js';
import { NomiDalMondo } from './nomi-dal-mondo.js';
import { cognomeItaliano, nomeItaliano } from './nomi-frequenti.js';
import { QUOTE_REGISTRO } from './tassi.js';

/** Somebody of the invented population, as the registry would have them. */
export interface Abitante {
  readonly id: number;
  readonly famiglia: number;
  readonly cognome: string;
  readonly nome: string;
  readonly sesso: Sesso;
  readonly dataNascita: LegalDay;
  readonly luogoNascita: CodiceBelfiore;
  readonly codice: CodiceFiscale;
  readonly comune: Comune;
  /** Names usual where they were born; undefined for Italian ones. */
  readonly origine: NomiDalMondo | undefined;
  /** Known to nobody: in no registry. */
  readonly fuori: boolean;
}

/** Where and when the invented population lives. */
export interface LuogoDegliAbitanti {
  readonly territorio: Territorio;
  readonly oggi: LegalDay;
  /** Comuni of residence. Nearly half of all people live in the first, and the fewer in the others the later they stand. */
  readonly comuni: readonly Comune[];
}

/** Households of a thousand, by how many people are in them. */
const GRANDEZZE = [400, 290, 180, 90, 40] as const;
export const FAMIGLIA_MASSIMA = GRANDEZZE.length;
/** Numbers of a household that nobody in it may have: those of people invented beside it. */
const IDS = 10;
const NEL_PRIMO_COMUNE = 450;
const NATI_DOVE_VIVONO = 350;
const NOMI_ITALIANI_DI_NATI_ALL_ESTERO = 300;
const COPPIA_SENZA_FIGLI = 500;
const ROMA = 'H501' as CodiceBelfiore;

/**
 * A population that is never held: each household is made from the seed and its own number, in any order and as often as asked, always the same.
 * Ids tell household and place in it.
 */
export class Abitanti {
  constructor(
    private readonly seme: string,
    private readonly luogo: LuogoDegliAbitanti,
  ) {}

  famiglia(numero: number): Abitante[] {
    const random = new Random(`${this.seme}/famiglia/${numero}`);
    const fuori = fuoriDi(random);
    const estero = random.chance(QUOTE_REGISTRO.estero);
    const comune = this.comune(random);
    const origine = estero ? NomiDalMondo.pick(random) : undefined;
    const nati: Omit<Abitante, 'codice' | 'id'>[] = [];
    const figli = fuori.length > 2 || !random.chance(COPPIA_SENZA_FIGLI) ? Math.max(fuori.length - 2, 1) : 0;
    const adulti = fuori.length === 1 ? 1 : fuori.length - figli;
    const annoAdulti = this.oggiAnno - random.between(fuori.length > 2 ? 25 : 22, fuori.length > 2 ? 60 : 90);
    for (const [at, escluso] of fuori.entries()) {
      const figlio = at >= adulti;
      const prima = nati.at(-1);
      const gemello = figlio && at > adulti && random.chance(QUOTE_REGISTRO.gemelli) ? prima : undefined;
      const anno = figlio ? Math.min(annoAdulti + random.between(20, 38), this.oggiAnno - 1) : annoAdulti + random.between(-4, 4); // prettier-ignore
      const sesso = figlio || at === 0 ? sessoDi(random) : altroSesso(nati[0]!.sesso);
      const dataNascita = gemello?.dataNascita ?? this.giorno(random, anno);
      const cognome = figlio ? nati[0]!.cognome : this.cognome(random, origine);
      const nome = this.nomeDiverso(random, sesso, origine, nati);
      const luogoNascita = gemello?.luogoNascita ?? this.luogoNascita(random, figlio ? undefined : origine, comune, dataNascita); // prettier-ignore
      nati.push({ famiglia: numero, cognome, nome, sesso, dataNascita, luogoNascita, comune, origine, fuori: escluso });
    }
    return conCodici(random, nati);
  }

  /** How many of a household are in the registry: as `famiglia` says, for much less. */
  registratiIn(numero: number): number {
    return fuoriDi(new Random(`${this.seme}/famiglia/${numero}`)).filter((fuori) => !fuori).length;
  }

  comune(random: Random): Comune {
    const { comuni } = this.luogo;
    if (random.chance(NEL_PRIMO_COMUNE)) return comuni[0]!;
    const share = random.next() / 4_294_967_296;
    return comuni[Math.floor(comuni.length * share * share)]!;
  }

  cognome(random: Random, origine: NomiDalMondo | undefined): string {
    return origine === undefined || random.chance(NOMI_ITALIANI_DI_NATI_ALL_ESTERO)
      ? cognomeItaliano(random)
      : origine.cognome(random);
  }

  nome(random: Random, sesso: Sesso, origine: NomiDalMondo | undefined): string {
    const draw = (): string =>
      origine === undefined || random.chance(NOMI_ITALIANI_DI_NATI_ALL_ESTERO)
        ? nomeItaliano(random, sesso)
        : origine.nome(random, sesso);
    const first = draw();
    if (!random.chance(QUOTE_REGISTRO.secondoNome)) return first;
    const second = draw();
    return first.includes(second) ? first : `${first} ${second}`;
  }

  giorno(random: Random, anno: number): LegalDay {
    const month = random.between(1, 12);
    return giornoDi(anno, month, random.between(1, daysInMonth(anno, month)));
  }

  luogoNascita(random: Random, origine: NomiDalMondo | undefined, comune: Comune, giorno: LegalDay): CodiceBelfiore {
    if (origine !== undefined) return origine.belfiore as CodiceBelfiore;
    const first = random.chance(NATI_DOVE_VIVONO) ? comune : this.comune(random);
    for (const one of [first, comune, this.comune(random)]) {
      if (one.belfiore !== undefined && this.luogo.territorio.comuneByBelfiore(one.belfiore, giorno) !== undefined)
        return one.belfiore;
    }
    return ROMA;
  }

  private get oggiAnno(): number {
    return Number(this.luogo.oggi.slice(0, 4));
  }

  /** Nobody calls two of a household by one name. */
  private nomeDiverso(
    random: Random,
    sesso: Sesso,
    origine: NomiDalMondo | undefined,
    altri: readonly { readonly nome: string }[],
  ): string {
    for (;;) {
      const nome = this.nome(random, sesso, origine);
      if (altri.every((altro) => primoNome(altro.nome) !== primoNome(nome))) return nome;
    }
  }
}

/** The first word of a given name: what a person is called by. */
export function primoNome(nome: string): string {
  return nome.split(' ')[0]!;
}

export function giornoDi(anno: number, mese: number, giorno: number): LegalDay {
  return legalDay(`${anno}-${String(mese).padStart(2, '0')}-${String(giorno).padStart(2, '0')}`);
}

export function sessoDi(random: Random): Sesso {
  return random.chance(500) ? 'F' : 'M';
}

export function altroSesso(sesso: Sesso): Sesso {
  return sesso === 'F' ? 'M' : 'F';
}

/** One for each member: whether no registry knows them. Drawn first, so that members can be counted without being made. */
function fuoriDi(random: Random): boolean[] {
  let left = random.below(1000);
  let grandezza = 1;
  for (const permille of GRANDEZZE) {
    if (left < permille) break;
    left -= permille;
    grandezza += 1;
  }
  return Array.from({ length: grandezza }, () => random.chance(QUOTE_REGISTRO.fuori));
}

/** Two of a household never have one code: the tax authority tells them apart by omocodia. */
function conCodici(random: Random, nati: readonly Omit<Abitante, 'codice' | 'id'>[]): Abitante[] {
  const given = new Set<string>();
  return nati.map((nato, at) => {
    const codice = codiceDi(nato, (one) => given.has(one) || random.chance(QUOTE_REGISTRO.omocodia));
    given.add(codice);
    return { ...nato, id: nato.famiglia * IDS + at, codice };
  });
}

/** The code of a person, or the first omocodic one that is free. */
export function codiceDi(
  persona: Pick<Abitante, 'cognome' | 'nome' | 'sesso' | 'dataNascita' | 'luogoNascita'>,
  preso: (codice: CodiceFiscale) => boolean,
): CodiceFiscale {
  const codice = encodeCodiceFiscale(persona);
  if (!preso(codice)) return codice;
  const variants = omocodiaVariants(codice);
  return variants.find((one) => !preso(one)) ?? variants[0]!;
}
