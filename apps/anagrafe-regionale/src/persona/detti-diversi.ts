import { byRecency } from './autorita.js';
import type { DatiDetti, Scheda } from './dati-persona.js';

type Campo = keyof Required<Omit<DatiDetti, 'statoCivile'>>;

/** Every field there is: two schede that differ in one that is not here would be one. */
const CAMPO: Readonly<Record<Campo, (dati: DatiDetti) => unknown>> = {
  codici: ({ codici }) => codici.map(({ sistema, codice, stato, dal, al }) => [sistema, codice, stato, dal, al]),
  cognome: ({ cognome }) => cognome,
  nome: ({ nome }) => nome,
  annoNascita: ({ annoNascita }) => annoNascita,
  dataNascita: ({ dataNascita }) => dataNascita,
  luogoNascita: ({ luogoNascita }) => luogoNascita,
  sesso: ({ sesso }) => sesso,
  cittadinanze: ({ cittadinanze }) => cittadinanze,
  comuneResidenza: ({ comuneResidenza }) => comuneResidenza,
  vita: ({ vita }) => vita,
  dataDecesso: ({ dataDecesso }) => dataDecesso,
};
const CAMPI = Object.keys(CAMPO) as Campo[];

/** What schede did not say at first. Where it is not said it leaves no trace, so that digests written before it are still those of what they are of. */
function aggiunteIn({ statoCivile }: DatiDetti): unknown[] {
  return statoCivile === undefined ? [] : [['statoCivile', statoCivile.codice, statoCivile.dal]];
}

/** Kept with the scheda: it is asked for wherever its person is worked out. */
const DETTI = new WeakMap<Scheda, string>();

/** What a scheda says, and who says it. */
export function dettoIn(scheda: Scheda): string {
  const known = DETTI.get(scheda);
  if (known !== undefined) return known;
  const { fonte, comuneFonte, dati } = scheda;
  const said = JSON.stringify([fonte, comuneFonte, ...CAMPI.map((campo) => CAMPO[campo](dati)), ...aggiunteIn(dati)]);
  DETTI.set(scheda, said);
  return said;
}

/** Of two that are equal here the more recent goes before the other in every order. */
function keyOf(scheda: Scheda): string {
  return scheda.decisa === true ? `decisa ${dettoIn(scheda)}` : dettoIn(scheda);
}

/**
 * Of schede in which one source says the same the most recent. Who is given a meal a day has thousands, and everything that is asked of a
 * person would be asked of each.
 */
export function diverse(schede: Iterable<Scheda>): Scheda[] {
  const last = new Map<string, Scheda>();
  for (const scheda of schede) {
    const said = keyOf(scheda);
    const known = last.get(said);
    if (known === undefined || byRecency(scheda, known) < 0) last.set(said, scheda);
  }
  return [...last.values()];
}

/** The schede of one person, and what differs among them, while some are put and taken. */
export class SchedeDiPersona {
  readonly #schede: Map<string, Scheda>;
  /** By what is said; undefined when it has to be worked out again. */
  #diverse: Map<string, Scheda> | undefined;

  constructor(schede: readonly Scheda[]) {
    this.#schede = new Map(schede.map((scheda) => [scheda.recordId, scheda]));
  }

  get all(): readonly Scheda[] {
    return [...this.#schede.values()];
  }

  get isEmpty(): boolean {
    return this.#schede.size === 0;
  }

  /** Of schede that say the same the most recent. */
  get diverse(): readonly Scheda[] {
    if (this.#schede.size < 2) return this.all;
    this.#diverse ??= new Map(diverse(this.#schede.values()).map((scheda) => [keyOf(scheda), scheda]));
    return [...this.#diverse.values()];
  }

  /** Instead of what its record said before. */
  put(scheda: Scheda): void {
    this.take(scheda.recordId);
    this.#schede.set(scheda.recordId, scheda);
    if (this.#diverse === undefined) return;
    const said = keyOf(scheda);
    const known = this.#diverse.get(said);
    if (known === undefined || byRecency(scheda, known) < 0) this.#diverse.set(said, scheda);
  }

  take(recordId: string): Scheda | undefined {
    const scheda = this.#schede.get(recordId);
    this.#schede.delete(recordId);
    // Where another stood for it, nothing is said any less.
    if (scheda !== undefined && this.#diverse?.get(keyOf(scheda)) === scheda) this.#diverse = undefined;
    return scheda;
  }
}
