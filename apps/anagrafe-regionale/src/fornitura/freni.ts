/** What a fornitura does to persons that the registry knows. */
export interface Effetti {
  /** Residents of the comune that the registry knows, alive. */
  readonly residenti: number;
  /** Of these, how many the fornitura says dead, gone or sent by mistake, with what the ente's last forniture have said already. */
  readonly uscite: number;
  /** Persons not known to be its residents whom it says to be its own, counted likewise. */
  readonly pretese: number;
  /** Forniture of the ente in the day before this one. */
  readonly forniture: number;
  /** One of them was held for its claims. */
  readonly ferma: boolean;
  /** Missing where nobody was looked for: only in a whole fornitura. */
  readonly assenze?: Assenze | undefined;
}

/** Of records that the comune had declared residents, and of which it may be told. */
export interface Assenze {
  readonly dichiarate: number;
  /** How many of them the fornitura does not name. */
  readonly assenti: number;
  /** How many others the ente's last forniture did not. */
  readonly recenti: number;
}

/** A bound is the greater of a number and of a share (in hundredths) of the known residents, or of the declared. */
export interface Limite {
  readonly assoluto: number;
  readonly percento: number;
}

export interface Limiti {
  readonly uscite: Limite;
  readonly pretese: Limite;
  readonly assenti: Limite;
  /** Forniture of an ente that are believed in a day. */
  readonly fornitureAlGiorno: number;
  /** Days after which one that is held, or never whole, is refused. */
  readonly giorniFerme: number;
}

/** The bounds of this installation: the token under which they are injected. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the class is only the token: its value is made of settings
export abstract class LimitiForniture {}
export interface LimitiForniture extends Limiti {}

export const MOTIVI = ['troppe_uscite', 'troppe_pretese', 'troppe_assenze', 'troppe_forniture'] as const;
export type Motivo = (typeof MOTIVI)[number];

/**
 * Why a fornitura is not to be believed without a word of its ente: a registry that says everybody dead, or has the residents of others, is broken
 * or hostile. Once claims were too many, the day's other forniture wait too, whatever is in them, and there are only so many in a day: else
 * forniture of one riga each would ask of one person each whether it is known. An extract that lost a tenth of its people has lost more. @returns none for one that may be applied
 */
export function motiviOf({ residenti, uscite, pretese, forniture, ferma, assenze }: Effetti, limiti: Limiti): Motivo[] {
  return [
    ...(over(uscite, residenti, limiti.uscite) ? (['troppe_uscite'] as const) : []),
    ...(ferma || over(pretese, residenti, limiti.pretese) ? (['troppe_pretese'] as const) : []),
    ...(assenze !== undefined && isTroppoVuota(assenze, limiti) ? (['troppe_assenze'] as const) : []),
    ...(forniture >= limiti.fornitureAlGiorno ? (['troppe_forniture'] as const) : []),
  ];
}

/** Also when it names none of several, however few: that is no registry. */
function isTroppoVuota({ dichiarate, assenti, recenti }: Assenze, limiti: Limiti): boolean {
  return (dichiarate > 1 && assenti === dichiarate) || over(assenti + recenti, dichiarate, limiti.assenti);
}

function over(count: number, base: number, { assoluto, percento }: Limite): boolean {
  return count > Math.max(assoluto, (base * percento) / 100);
}
