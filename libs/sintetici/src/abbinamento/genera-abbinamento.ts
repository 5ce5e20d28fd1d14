import type { CodiceFiscale, Comune } from '#libs/codici';
import { Random } from '../random.js';
import { type PersonaScritta, scritta } from './guasti.js';
import { nomeDellAltroGenere } from './nomi-frequenti.js';
import {
  type Abitante,
  Abitanti,
  FAMIGLIA_MASSIMA,
  type LuogoDegliAbitanti,
  altroSesso,
  codiceDi,
  primoNome,
  sessoDi,
} from './registro.js';
import { GENERI_DOMANDA, type GenereDomanda, QUOTE_DOMANDE, QUOTE_REGISTRO } from './tassi.js';

/** What to make: equal requests make equal sets. */
export interface RichiestaAbbinamento extends LuogoDegliAbitanti {
  readonly seed: string;
  /** Persons in the registry. */
  readonly registro: number;
  /** Incoming records. */
  readonly domande: number;
}

/** Columns of both lists, in the order they are written. */
export const COLONNE_REGISTRO = [
  'id',
  'cf',
  'cognome',
  'nome',
  'sesso',
  'data_nascita',
  'belfiore',
  'comune_istat',
  'famiglia',
] as const;
export const COLONNE_DOMANDE = [
  'qid',
  'truth_id',
  'kind',
  'cf',
  'cognome',
  'nome',
  'sesso',
  'data_nascita',
  'belfiore',
  'comune_istat',
] as const;

export type RigaRegistro = Readonly<Record<(typeof COLONNE_REGISTRO)[number], string>>;
/** `truth_id` is the id in the registry, or '' for who is not there. */
export type RigaDomanda = Readonly<Record<Exclude<(typeof COLONNE_DOMANDE)[number], 'kind'>, string>> & {
  readonly kind: GenereDomanda;
};

/** A registry of invented people and incoming records about them and about others who are near to them: nothing of it is held in memory. */
export interface InsiemeAbbinamento {
  registro(): Iterable<RigaRegistro>;
  domande(): Iterable<RigaDomanda>;
  /** Of whoever each of them is about, its own code, whatever the record says: two invented people may have one, as nobody has in truth. */
  codici(): Iterable<CodiceFiscale>;
}

export function generateAbbinamento(richiesta: RichiestaAbbinamento): InsiemeAbbinamento {
  const abitanti = new Abitanti(richiesta.seed, richiesta);
  return {
    registro: () => registroOf(abitanti, richiesta.registro),
    domande: () => new Domande(abitanti, richiesta).tutte(),
    codici: () => new Domande(abitanti, richiesta).codici(),
  };
}

function* registroOf(abitanti: Abitanti, quanti: number): Generator<RigaRegistro> {
  let left = quanti;
  for (let numero = 0; left > 0; numero++) {
    for (const abitante of abitanti.famiglia(numero).filter(({ fuori }) => !fuori)) {
      if (left-- <= 0) return;
      yield {
        id: String(abitante.id),
        cf: abitante.codice,
        cognome: abitante.cognome,
        nome: abitante.nome,
        sesso: abitante.sesso,
        data_nascita: abitante.dataNascita,
        belfiore: abitante.luogoNascita,
        comune_istat: abitante.comune.istat,
        famiglia: String(abitante.famiglia),
      };
    }
  }
}

class Domande {
  /** Households whose members are in the registry, all of them. */
  readonly #famiglie: number;

  constructor(
    private readonly abitanti: Abitanti,
    private readonly richiesta: RichiestaAbbinamento,
  ) {
    let left = richiesta.registro;
    let numero = 0;
    while (left > 0) {
      const registrati = abitanti.registratiIn(numero);
      if (registrati > left) break;
      left -= registrati;
      numero += 1;
    }
    this.#famiglie = Math.max(numero, 1);
  }

  *codici(): Generator<CodiceFiscale> {
    for (const { chi } of this.#tutti()) yield chi.codice;
  }

  *tutte(): Generator<RigaDomanda> {
    for (const { numero, random, kind, persona, famiglia, chi } of this.#tutti()) {
      // People who merely have one name are of two families.
      const codiceDiFamiliare = this.#codiceDiFamiliare(random, chi, kind === 'unknown_homonym' ? [] : famiglia);
      const intorno = { codiceDiFamiliare, comune: (): Comune => this.abitanti.comune(random) };
      yield rigaOf(numero, kind === 'known' ? persona.id : undefined, kind, scritta(random, chi, intorno));
    }
  }

  /** Who each record is about, before anything is written of them. */
  *#tutti() {
    for (let numero = 1; numero <= this.richiesta.domande; numero++) {
      const random = new Random(`${this.richiesta.seed}/domanda/${numero}`);
      const kind = genereDi(random);
      const { persona, famiglia } = this.#scegli(random, kind === 'unknown');
      yield { numero, random, kind, persona, famiglia, chi: this.#persona(random, kind, persona) };
    }
  }

  /** Somebody of the registry, or of those it does not know: each as likely as any other. */
  #scegli(random: Random, fuori: boolean): { persona: Abitante; famiglia: readonly Abitante[] } {
    for (;;) {
      const famiglia = this.abitanti.famiglia(random.below(this.#famiglie));
      const persona = famiglia[random.below(FAMIGLIA_MASSIMA)];
      if (persona?.fuori === fuori) return { persona, famiglia };
    }
  }

  /** Who the record is about. */
  #persona(random: Random, kind: GenereDomanda, vicino: Abitante): Abitante {
    if (kind === 'known' || kind === 'unknown') return vicino;
    const altro =
      kind === 'unknown_twin'
        ? this.#gemello(random, vicino)
        : kind === 'unknown_sibling'
          ? this.#fratello(random, vicino)
          : this.#omonimo(random, vicino);
    return { ...altro, codice: codiceDi(altro, (codice) => codice === vicino.codice) };
  }

  #gemello(random: Random, vicino: Abitante): Abitante {
    const near = random.chance(QUOTE_REGISTRO.gemelloDiNomeVicino) ? nomeDellAltroGenere(vicino.nome) : undefined;
    if (near !== undefined) return { ...vicino, nome: near, sesso: altroSesso(vicino.sesso) };
    const sesso = sessoDi(random);
    return { ...vicino, sesso, nome: this.#altroNome(random, sesso, vicino) };
  }

  #fratello(random: Random, vicino: Abitante): Abitante {
    const sesso = sessoDi(random);
    const anno = Number(vicino.dataNascita.slice(0, 4));
    const distanza = random.pick([-7, -5, -4, -3, -2, 2, 3, 4, 5, 7]);
    const nato = anno + distanza < Number(this.richiesta.oggi.slice(0, 4)) ? anno + distanza : anno - distanza;
    const dataNascita = this.abitanti.giorno(random, nato);
    return { ...vicino, sesso, dataNascita, nome: this.#altroNome(random, sesso, vicino) };
  }

  /** Same names and year, another day, and mostly another place. */
  #omonimo(random: Random, vicino: Abitante): Abitante {
    const anno = Number(vicino.dataNascita.slice(0, 4));
    let dataNascita = vicino.dataNascita;
    while (dataNascita === vicino.dataNascita) dataNascita = this.abitanti.giorno(random, anno);
    const comune = this.abitanti.comune(random);
    const luogoNascita = this.abitanti.luogoNascita(random, vicino.origine, comune, dataNascita);
    return { ...vicino, dataNascita, comune, luogoNascita };
  }

  #altroNome(random: Random, sesso: Abitante['sesso'], { nome: noto, origine }: Abitante): string {
    for (;;) {
      const nome = this.abitanti.nome(random, sesso, origine);
      if (primoNome(nome) !== primoNome(noto)) return nome;
    }
  }

  /** A mother's code on her child's card; who lives alone has a relative elsewhere. */
  #codiceDiFamiliare(random: Random, persona: Abitante, famiglia: readonly Abitante[]): string {
    const altri = famiglia.filter(({ codice }) => codice !== persona.codice);
    if (altri.length > 0) return random.pick(altri).codice;
    return codiceDi(this.#fratello(random, persona), () => false);
  }
}

function genereDi(random: Random): GenereDomanda {
  let left = random.below(1000);
  for (const genere of GENERI_DOMANDA) {
    if (left < QUOTE_DOMANDE[genere]) return genere;
    left -= QUOTE_DOMANDE[genere];
  }
  return 'known';
}

function rigaOf(numero: number, id: number | undefined, kind: GenereDomanda, persona: PersonaScritta): RigaDomanda {
  return {
    qid: String(numero),
    truth_id: id === undefined ? '' : String(id),
    kind,
    cf: persona.codice,
    cognome: persona.cognome,
    nome: persona.nome,
    sesso: persona.sesso,
    data_nascita: persona.dataNascita,
    belfiore: persona.luogoNascita,
    comune_istat: persona.comuneIstat,
  };
}
