import { type LegalDay, dayBefore } from '#libs/codici';
import { assign, together } from './assegna-giorni.js';
import type { DettoDiAnpr, DettoDiComune, DettoResidenza, Periodo } from './detto-residenza.js';
import { silenceEndsAt } from './silenzio.js';

/** A stretch of days in which a person is resident in a comune, by the authority of `fonte`. */
export interface Residenza extends Periodo {
  readonly comune: string;
  readonly fonte: DettoResidenza['fonte'];
}

/** A comune says that it has the resident of another, which has not let the person go. */
export interface Contesa {
  /** ISTAT code of the comune that claims, and of the one that has the person. */
  readonly comune: string;
  readonly stabilita: string;
  readonly dal: LegalDay;
  /** When it was claimed first. */
  readonly accettataIl: string;
}

export interface Cronologia {
  /** By day; no day is in two of them. */
  readonly residenze: readonly Residenza[];
  readonly contese: readonly Contesa[];
  /** As said by the comune of residence of the last day. */
  readonly domicili: readonly (Periodo & { readonly comune: string })[];
}

export interface Regole {
  /** The instant as of which it is judged, ISO 8601. */
  readonly adesso: string;
  /** Days after which a comune that says nothing at all no longer holds a person whom another claims; 0: it always does. */
  readonly giorniSilenzio: number;
  /** When each comune was heard of last, and before: instants of its forniture, in order. */
  readonly parole: (comune: string) => readonly string[];
  /** One name for a comune and those that ceased into it. */
  readonly nome: (comune: string) => string;
}

interface Pretesa extends Periodo {
  readonly comune: string;
  readonly accettataIl: string;
}

/**
 * Where a person has lived, from everything that authorities ever said of it, in whatever order it was heard: it is judged in the order in
 * which it was accepted. ANPR decides. Else days belong to the comune that was first to say so, until it lets them go itself: a claim on
 * the resident of another is contested and moves nobody, however far back it is dated. When the holder lets go, the comune that it named, else the
 * one that claimed first, has the person.
 */
export function cronologia(detti: readonly DettoResidenza[], regole: Regole): Cronologia {
  const linea = new Linea(regole);
  for (const detto of detti.toSorted(byAcceptance)) linea.hear(detto);
  return linea.at(regole.adesso);
}

/** The comune in which a person is resident on a day; undefined: in none that anybody with authority named. */
export function comuneAl({ residenze }: Pick<Cronologia, 'residenze'>, giorno: string): string | undefined {
  return residenze.find(({ dal, al }) => dal <= giorno && (al === undefined || giorno <= al))?.comune;
}

class Linea {
  #residenze: Residenza[] = [];
  /** The last revision of each record, by the one name of its comune. */
  readonly #detti = new Map<string, Map<string, DettoDiComune>>();
  readonly #pretese = new Map<string, Pretesa>();
  #anpr: DettoDiAnpr | undefined;

  constructor(private readonly regole: Regole) {}

  hear(detto: DettoResidenza): void {
    this.#ripen(detto.accettataIl);
    if (detto.fonte === 'anpr') this.#hearAnpr(detto);
    else this.#hearComune(detto);
  }

  at(adesso: string): Cronologia {
    this.#ripen(adesso);
    const stabilita = this.#open?.comune;
    const records = stabilita === undefined ? undefined : this.#detti.get(this.regole.nome(stabilita));
    const domicili = [...(records?.values() ?? [])].toSorted(byAcceptance).at(-1)?.domicili ?? [];
    const contese = [...this.#pretese.values()].flatMap(({ comune, dal, accettataIl }) =>
      stabilita === undefined ? [] : [{ comune, stabilita, dal, accettataIl }],
    );
    const residenze = this.#residenze.toSorted((one, other) => (one.dal < other.dal ? -1 : 1));
    return { residenze, contese, domicili };
  }

  get #open(): Residenza | undefined {
    return this.#residenze.find(({ al }) => al === undefined);
  }

  #hearComune(detto: DettoDiComune): void {
    const nome = this.regole.nome(detto.comune);
    const records = this.#detti.get(nome) ?? new Map<string, DettoDiComune>();
    this.#detti.set(nome, records);
    const known = records.get(detto.recordId);
    if (known !== undefined && known.revisione >= detto.revisione) return;
    records.set(detto.recordId, detto);
    const own = together([...records.values()]);
    const altre = this.#residenze.filter((una) => this.regole.nome(una.comune) !== nome || this.#isUntouched(una, own));
    this.#residenze = altre;
    for (const periodo of own) this.#claim(nome, periodo, detto);
    if (own.every(({ al }) => al !== undefined)) this.#pretese.delete(nome);
    this.#settle(detto.destinazione === undefined ? undefined : this.regole.nome(detto.destinazione));
  }

  /** What ANPR said of the comune itself ends when the comune lets go after the day that ANPR spoke of; not by what it said of earlier days. */
  #isUntouched({ fonte }: Residenza, own: readonly Periodo[]): boolean {
    if (fonte !== 'anpr' || this.#anpr === undefined) return false;
    const { riferitaAl } = this.#anpr;
    return own.every(({ al }) => al !== undefined && al < riferitaAl);
  }

  #claim(nome: string, periodo: Periodo & { readonly comune: string }, { accettataIl, fonte }: DettoDiComune): void {
    const { comune, dal, al, indirizzo } = periodo;
    const open = this.#open;
    if (al === undefined && open !== undefined) {
      // ANPR has answered for that day already.
      if (this.#anpr !== undefined && dal <= this.#anpr.riferitaAl) return void this.#pretese.delete(nome);
      const before = this.#pretese.get(nome);
      return void this.#pretese.set(nome, { comune, dal, indirizzo, accettataIl: before?.accettataIl ?? accettataIl });
    }
    if (al === undefined) this.#pretese.delete(nome);
    for (const giorni of assign(this.#residenze, periodo))
      this.#residenze.push({ comune, fonte, ...giorni, indirizzo });
  }

  #hearAnpr(detto: DettoDiAnpr): void {
    if (this.#anpr !== undefined && this.#anpr.riferitaAl > detto.riferitaAl) return;
    this.#anpr = detto;
    this.#end(detto.dal);
    const { comune, dal, fonte, indirizzo } = detto;
    if (comune !== undefined) this.#residenze.push({ comune, dal, fonte, indirizzo });
    const suo = comune === undefined ? undefined : this.regole.nome(comune);
    for (const [nome, pretesa] of this.#pretese)
      if (nome === suo || pretesa.dal <= detto.riferitaAl) this.#pretese.delete(nome);
    this.#settle(undefined);
  }

  /** Nobody is resident anywhere from a day on. */
  #end(dal: LegalDay): void {
    this.#residenze = this.#residenze.flatMap((una) => {
      if (una.dal >= dal) return [];
      return una.al === undefined || una.al >= dal ? [{ ...una, al: dayBefore(dal) as LegalDay }] : [una];
    });
  }

  /** Whoever is let go goes to who was named, else to who asked first. */
  #settle(destinazione: string | undefined): void {
    if (this.#open !== undefined) return;
    const waiting = [...this.#pretese].toSorted(([, one], [, other]) => (one.accettataIl < other.accettataIl ? -1 : 1));
    const found = waiting.find(([nome]) => nome === destinazione) ?? waiting[0];
    if (found === undefined) return;
    const [nome, { comune, dal, indirizzo }] = found;
    this.#pretese.delete(nome);
    for (const giorni of assign(this.#residenze, { dal }))
      this.#residenze.push({ comune, fonte: 'anagrafe_comunale', ...giorni, indirizzo });
  }

  /** Claims against a comune that has been silent for long enough hold; ANPR is never silent. */
  #ripen(adesso: string): void {
    const open = this.#open;
    if (open === undefined || open.fonte === 'anpr' || this.#pretese.size === 0) return;
    const { giorniSilenzio, parole } = this.regole;
    const waiting = [...this.#pretese].toSorted(([, one], [, other]) => (one.accettataIl < other.accettataIl ? -1 : 1));
    const [nome, { dal, accettataIl }] = waiting[0]!;
    const matured = silenceEndsAt(parole(open.comune), accettataIl, giorniSilenzio);
    if (matured === undefined || matured > adesso) return;
    this.#end(dal);
    this.#settle(nome);
  }
}

function byAcceptance(one: DettoResidenza, other: DettoResidenza): number {
  if (one.accettataIl !== other.accettataIl) return one.accettataIl < other.accettataIl ? -1 : 1;
  if (one.recordId !== other.recordId) return one.recordId < other.recordId ? -1 : 1;
  return one.revisione - other.revisione;
}
