import type { ContenutoAssociazione, PeriodoAssociazione, Relazione, Validita } from './contenuti.js';
import { type Nomenclature, type VoceInVigore, versioneInVigore, versioniOf } from './nomenclature.js';
import { oncePer } from './once-per.js';
import type { Sezioni } from './sezioni.js';
import { isInForce } from './validita.js';

/** A question: what is `codice` of system `da` in system `a`, on a legal day? */
export interface RichiestaTraduzione {
  readonly da: string;
  readonly a: string;
  readonly codice: string;
  readonly giorno: string;
  /** Of a code that may be several things: the one meant, a code of any system on the way. */
  readonly scelta?: string;
}

/** One code on the way of a translation. */
export interface PassoTraduzione {
  /** `REG@2`. */
  readonly versione: string;
  readonly codice: string;
  /** How it was reached from the code before; missing of the first. */
  readonly relazione?: Relazione;
  /** What that relation does not say. */
  readonly limite?: string;
}

export type Traduzione =
  | { readonly esito: 'tradotto'; readonly codice: string; readonly passi: readonly PassoTraduzione[] }
  /** Several codes are possible: the question must say which. */
  | { readonly esito: 'scelta_mancante'; readonly alternative: readonly string[] }
  /** The code meant is not one of those possible. */
  | { readonly esito: 'scelta_non_ammessa'; readonly alternative: readonly string[] }
  /** The way ends at this code: nothing approved leads on from it on the day, or what does is not in force. */
  | { readonly esito: 'senza_associazione'; readonly sistema: string; readonly codice: string }
  | { readonly esito: 'codice_sconosciuto' };

/** Systems a way may pass through, in this order, and never back. */
const TAPPE = ['REG', 'SIUSS'] as const;
/** Between a code and the one meant. No code holds one, so that no two questions are one. */
const SCELTA = '/';
/** Answers kept in memory before they are all forgotten: a region's codes over some years, some 50 MB. */
const RISPOSTE_TENUTE = 300_000;

/** Pairs of systems whose answers are kept: every local list toward INPS and the region's nomenclature. Anyone may ask for any pair. */
const COPPIE_TENUTE = 4_000;
/** Days of a pair that are found at once: a century of them. Anyone may ask for any day. */
const GIORNI_TENUTI = 36_525;

/** Associazioni by the code system they begin at. */
export type Associazioni = Sezioni<ContenutoAssociazione>;

/** Answers between two systems: days between two changes of anything they are taken from share theirs. */
interface Coppia {
  readonly da: string;
  readonly a: string;
  /** What the answers are taken from, and nothing else: as long as these are the same objects, so are the answers. */
  readonly terreno: readonly object[];
  readonly confini: readonly string[];
  readonly periodi: Map<string, Map<string, Traduzione>>;
  readonly giorni: Map<string, Map<string, Traduzione>>;
  tenute: number;
}

const NESSUNA: Coppia = {
  da: '',
  a: '',
  terreno: [],
  confini: [],
  periodi: new Map(),
  giorni: new Map(),
  tenute: 0,
};

/** Where a way leads: to a code of the target, or nowhere. */
interface Via {
  readonly passi: readonly PassoTraduzione[];
  readonly sistema: string;
  readonly arriva: boolean;
}

/**
 * Translates codes between systems by the associazioni approved for the day, directly or through the regional and INPS's nomenclature.
 * Every code on the way must be in the version of its system in force on that day. Immutable: equal questions have equal answers, which
 * are remembered.
 */
export class Traduttore {
  readonly #coppie = new Map<string, Coppia>();
  #ultima = NESSUNA;
  #tenute = 0;

  constructor(
    private readonly nomenclature: Nomenclature,
    private readonly associazioni: Associazioni,
  ) {}

  /** The translator of another content, with the answers that the change leaves as they are; this one, if nothing changed. */
  after(nomenclature: Nomenclature, associazioni: Associazioni): Traduttore {
    if (nomenclature === this.nomenclature && associazioni === this.associazioni) return this;
    const next = new Traduttore(nomenclature, associazioni);
    for (const [key, coppia] of this.#coppie) {
      const terreno = next.#terrenoOf(coppia);
      if (!terreno.every((part, at) => part === coppia.terreno[at])) continue;
      next.#coppie.set(key, coppia);
      next.#tenute += coppia.tenute;
    }
    return next;
  }

  translate(richiesta: RichiestaTraduzione): Traduzione {
    const { da, a, codice, scelta, giorno } = richiesta;
    const coppia = this.#coppia(da, a);
    const answers = coppia.giorni.get(giorno) ?? answersOn(coppia, giorno);
    const question = scelta === undefined ? codice : `${codice}${SCELTA}${scelta}`;
    return answers.get(question) ?? this.#remember(coppia, answers, question, this.#answer(richiesta));
  }

  /** Righe of one document ask of one pair of systems, a million times. */
  #coppia(da: string, a: string): Coppia {
    if (this.#ultima.da === da && this.#ultima.a === a) return this.#ultima;
    const key = `${da} ${a}`;
    const known = this.#coppie.get(key);
    if (known === undefined && this.#coppie.size >= COPPIE_TENUTE) this.#forget();
    this.#ultima = known ?? this.#newCoppia(da, a);
    this.#coppie.set(key, this.#ultima);
    return this.#ultima;
  }

  #forget(): void {
    this.#tenute = 0;
    this.#coppie.clear();
    this.#ultima = NESSUNA;
  }

  #newCoppia(da: string, a: string): Coppia {
    const inizi = [da, ...TAPPE];
    const validita = [
      ...[...inizi, a].map((sistema) => confiniOf(versioniOf(this.nomenclature, sistema))),
      ...inizi.map((sistema) => confiniAssociazioni(this.associazioni.of(sistema))),
    ];
    const confini = [...new Set(validita.flat())].toSorted();
    const terreno = this.#terrenoOf({ da, a });
    return { da, a, terreno, confini, periodi: new Map(), giorni: new Map(), tenute: 0 };
  }

  /** Ways begin at `da` and pass through the `TAPPE` alone: no other section has a say. */
  #terrenoOf({ da, a }: Pick<Coppia, 'da' | 'a'>): object[] {
    const inizi = [da, ...TAPPE];
    return [
      ...[...inizi, a].map((sistema) => this.nomenclature.of(sistema)),
      ...inizi.map((sistema) => this.associazioni.of(sistema)),
    ];
  }

  #remember(coppia: Coppia, answers: Map<string, Traduzione>, question: string, answer: Traduzione): Traduzione {
    if (this.#tenute >= RISPOSTE_TENUTE) {
      this.#forget();
    } else {
      this.#tenute += 1;
      coppia.tenute += 1;
      answers.set(question, answer);
    }
    return answer;
  }

  #answer({ da, a, codice, giorno, scelta }: RichiestaTraduzione): Traduzione {
    const voce = this.#voce(da, codice, giorno);
    if (voce === undefined) return { esito: 'codice_sconosciuto' };
    const all = this.#vieFrom(
      { passi: [{ versione: voce.versione, codice }], sistema: da, arriva: da === a },
      a,
      giorno,
    );
    const meant =
      scelta === undefined ? all : all.filter(({ passi }) => passi.some((passo) => passo.codice === scelta));
    if (meant.length === 0) {
      const [only, another] = all as [Via, Via?];
      // Nothing leads on from here yet: what is meant may turn out to be admitted.
      if (another === undefined && !only.arriva)
        return { esito: 'senza_associazione', sistema: only.sistema, codice: only.passi.at(-1)!.codice };
      return { esito: 'scelta_non_ammessa', alternative: alternativeOf(all) };
    }
    const codici = new Set(meant.map(({ arriva, passi }) => (arriva ? passi.at(-1)!.codice : undefined)));
    if (codici.size > 1) return { esito: 'scelta_mancante', alternative: alternativeOf(meant) };
    const [{ passi, sistema, arriva }] = meant as [Via];
    const last = passi.at(-1)!;
    return arriva
      ? { esito: 'tradotto', codice: last.codice, passi }
      : { esito: 'senza_associazione', sistema, codice: last.codice };
  }

  /** Every way on from here: at least one, which may lead nowhere. */
  #vieFrom(via: Via, a: string, giorno: string): Via[] {
    if (via.arriva) return [via];
    const { passi, sistema } = via;
    const codice = passi.at(-1)!.codice;
    const next = [
      a,
      ...TAPPE.slice(TAPPE.indexOf(sistema as (typeof TAPPE)[number]) + 1).filter((tappa) => tappa !== a),
    ];
    for (const toward of next) {
      const periodo = this.#periodo(sistema, codice, toward, giorno);
      if (periodo === undefined) continue;
      return periodo.destinazioni.flatMap((destinazione) => {
        const voce = this.#voce(toward, destinazione, giorno);
        if (voce === undefined) return [via];
        const { relazione, limite } = periodo;
        const passo = {
          versione: voce.versione,
          codice: destinazione,
          relazione,
          ...(limite === undefined ? {} : { limite }),
        };
        return this.#vieFrom({ passi: [...passi, passo], sistema: toward, arriva: toward === a }, a, giorno);
      });
    }
    return [via];
  }

  #voce(sistema: string, codice: string, giorno: string): VoceInVigore | undefined {
    return versioneInVigore(this.nomenclature, sistema, giorno)?.voci.get(codice);
  }

  #periodo(da: string, codice: string, a: string, giorno: string): PeriodoAssociazione | undefined {
    return this.associazioni
      .get(chiaveAssociazione({ da, codice, a }))
      ?.periodi.find((periodo) => isInForce(periodo, giorno));
  }
}

/** The answers of a day: those of all days since the last change before it. */
function answersOn({ confini, periodi, giorni }: Coppia, giorno: string): Map<string, Traduzione> {
  const period = confini.findLast((confine) => confine <= giorno) ?? '';
  const answers = periodi.get(period) ?? new Map<string, Traduzione>();
  periodi.set(period, answers);
  if (giorni.size >= GIORNI_TENUTI) giorni.clear();
  giorni.set(giorno, answers);
  return answers;
}

/** The days on which something begins or has just ended. A day after `al` is another time; `al+` sorts between the two. */
function confiniOf(validita: Iterable<Validita>): string[] {
  const confini = new Set<string>();
  for (const { dal, al } of validita) {
    confini.add(dal);
    if (al !== null) confini.add(`${al}+`);
  }
  return [...confini];
}

const confiniAssociazioni = oncePer((associazioni: ReadonlyMap<string, ContenutoAssociazione>) =>
  confiniOf([...associazioni.values()].flatMap(({ periodi }) => periodi)),
);

/** Id of the voce that holds what a code of one system is in another. */
export function chiaveAssociazione({ da, codice, a }: Pick<ContenutoAssociazione, 'da' | 'codice' | 'a'>): string {
  return `${da}|${codice}|${a}`;
}

/** The codes by which ways that begin alike part. */
function alternativeOf(vie: readonly Via[]): string[] {
  const longest = Math.max(...vie.map(({ passi }) => passi.length));
  for (let at = 1; at < longest; at += 1) {
    const codici = new Set(vie.flatMap(({ passi }) => passi.slice(at, at + 1).map(({ codice }) => codice)));
    if (codici.size > 1) return [...codici].toSorted();
  }
  return [];
}
