import { type LegalDay, dayBefore } from '#libs/codici';
import { assign, together } from './assegna-giorni.js';
import type { DettoDiAnpr, DettoDiComune, DettoResidenza, DettoSociale, Periodo } from './detto-residenza.js';
import { silenceEndsAt } from './silenzio.js';

/** A stretch of days in which a person is resident in a comune, by the authority of `fonte`. */
export interface Residenza extends Periodo {
  readonly comune: string;
  readonly fonte: DettoResidenza['fonte'];
}

/** A comune says that it has the resident of another, which has not let the person go, or of whom no registry has spoken yet. */
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
  /** ISTAT code of the comune where social services know the person to live, while no registry has a say against it. */
  readonly sociale?: string | undefined;
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
  /** ISTAT code of the comune that an ente is; undefined for one that is none. */
  readonly comuneDi: (ente: string) => string | undefined;
}

interface Pretesa extends Periodo {
  readonly comune: string;
  readonly accettataIl: string;
}

/**
 * Where a person has lived, from everything that authorities ever said of it, in whatever order it was heard: it is judged in the order in
 * which it was accepted. ANPR decides. Else days belong to the comune that was first to say so, until it lets them go itself: a claim on
 * the resident of another is contested and moves nobody, however far back it is dated. When the holder lets go, the comune that it named, else the
 * one that claimed first, has the person. Of whom no registry has spoken yet, what social schede of others than the claimant say holds
 * the place alike: a comune gains nobody by being the first to deliver.
 * @param sociali of the live schede, as they are now
 */
export function cronologia(
  detti: readonly DettoResidenza[],
  regole: Regole,
  sociali: readonly DettoSociale[] = [],
): Cronologia {
  const linea = new Linea(regole, sociali.toSorted(bySaying));
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
  /** A registry has had the person until further notice: from then on registries alone decide. */
  #stabilita = false;

  constructor(
    private readonly regole: Regole,
    /** The last said comes last. */
    private readonly sociali: readonly DettoSociale[],
  ) {}

  hear(detto: DettoResidenza): void {
    this.#ripen(detto.accettataIl);
    if (detto.fonte === 'anpr') this.#hearAnpr(detto);
    else this.#hearComune(detto);
  }

  at(adesso: string): Cronologia {
    this.#ripen(adesso);
    const open = this.#open?.comune;
    const records = open === undefined ? undefined : this.#detti.get(this.regole.nome(open));
    const domicili = [...(records?.values() ?? [])].toSorted(byAcceptance).at(-1)?.domicili ?? [];
    const contese = [...this.#pretese].flatMap(([nome, { comune, dal, accettataIl }]) => {
      const stabilita = open ?? this.#socialeContro(nome, accettataIl);
      return stabilita === undefined ? [] : [{ comune, stabilita, dal, accettataIl }];
    });
    const residenze = this.#residenze.toSorted((one, other) => (one.dal < other.dal ? -1 : 1));
    const [prima] = this.#waiting;
    const sociale = open === undefined ? this.#socialeContro(prima?.[0], prima?.[1].accettataIl ?? adesso) : undefined;
    return { residenze, contese, sociale, domicili };
  }

  get #open(): Residenza | undefined {
    return this.#residenze.find(({ al }) => al === undefined);
  }

  /** Claims, the first first. */
  get #waiting(): [string, Pretesa][] {
    return [...this.#pretese].toSorted(([, one], [, other]) => (one.accettataIl < other.accettataIl ? -1 : 1));
  }

  /**
   * The comune that holds the person by what social services say: not by what the claimant says itself, nor by what was heard first
   * after the claim, nor once that comune's own registry speaks of the person.
   */
  #socialeContro(nome: string | undefined, pretesaIl: string): string | undefined {
    if (this.#anpr !== undefined || this.#stabilita) return undefined;
    const { comuneDi, nome: nomeOf } = this.regole;
    const detto = this.sociali.findLast(({ ente, sentitaDal }) => {
      const suo = comuneDi(ente);
      return sentitaDal <= pretesaIl && (suo === undefined || nomeOf(suo) !== nome);
    });
    if (detto === undefined) return undefined;
    const tiene = nomeOf(detto.comune);
    return tiene === nome || this.#detti.has(tiene) ? undefined : detto.comune;
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
    const { accettataIl } = this.#pretese.get(nome) ?? detto;
    this.#pretese.delete(nome);
    for (const periodo of own) this.#claim(nome, { ...periodo, accettataIl }, detto.accettataIl);
    this.#settle(detto.destinazione === undefined ? undefined : this.regole.nome(detto.destinazione));
  }

  /** What ANPR said of the comune itself ends when the comune lets go after the day that ANPR spoke of; not by what it said of earlier days. */
  #isUntouched({ fonte }: Residenza, own: readonly Periodo[]): boolean {
    if (fonte !== 'anpr' || this.#anpr === undefined) return false;
    const { riferitaAl } = this.#anpr;
    return own.every(({ al }) => al !== undefined && al < riferitaAl);
  }

  #claim(nome: string, { accettataIl, ...periodo }: Pretesa, dettoIl: string): void {
    const { dal, al } = periodo;
    const untilNotice = al === undefined;
    // Days that are over move nobody; an end to come would, until it comes.
    const ancora = untilNotice || al >= dettoIl.slice(0, 'YYYY-MM-DD'.length);
    const tenuta = ancora && this.#socialeContro(nome, accettataIl) !== undefined;
    if (!tenuta && (!untilNotice || this.#open === undefined)) return this.#establish(periodo);
    // ANPR has answered for that day already.
    if (this.#anpr === undefined || dal > this.#anpr.riferitaAl) this.#pretese.set(nome, { ...periodo, accettataIl });
  }

  #establish({ comune, indirizzo, ...periodo }: Periodo & { readonly comune: string }): void {
    if (periodo.al === undefined) this.#stabilita = true;
    for (const giorni of assign(this.#residenze, periodo))
      this.#residenze.push({ comune, fonte: 'anagrafe_comunale', ...giorni, indirizzo });
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
    const waiting = this.#waiting.filter(([nome, una]) => this.#socialeContro(nome, una.accettataIl) === undefined);
    this.#grant(waiting.find(([nome]) => nome === destinazione) ?? waiting[0]);
  }

  #grant(found: readonly [string, Pretesa] | undefined): void {
    if (found === undefined) return;
    const [nome, { accettataIl: _, ...periodo }] = found;
    this.#pretese.delete(nome);
    this.#establish(periodo);
  }

  /** Claims against a comune that has been silent for long enough hold; ANPR is never silent. */
  #ripen(adesso: string): void {
    const open = this.#open;
    const first = this.#waiting[0];
    if (first === undefined || open?.fonte === 'anpr') return;
    const { giorniSilenzio, parole } = this.regole;
    const [nome, { dal, accettataIl }] = first;
    const tiene = open?.comune ?? this.#socialeContro(nome, accettataIl);
    const matured = tiene === undefined ? undefined : silenceEndsAt(parole(tiene), accettataIl, giorniSilenzio);
    if (matured === undefined || matured > adesso) return;
    if (open !== undefined) this.#end(dal);
    this.#grant(first);
  }
}

/** Of equals the greater record id is the last, as where persons are worked out. */
function bySaying(one: DettoSociale, other: DettoSociale): number {
  if (one.accettataIl !== other.accettataIl) return one.accettataIl < other.accettataIl ? -1 : 1;
  return one.recordId < other.recordId ? -1 : 1;
}

function byAcceptance(one: DettoResidenza, other: DettoResidenza): number {
  if (one.accettataIl !== other.accettataIl) return one.accettataIl < other.accettataIl ? -1 : 1;
  if (one.recordId !== other.recordId) return one.recordId < other.recordId ? -1 : 1;
  return one.revisione - other.revisione;
}
