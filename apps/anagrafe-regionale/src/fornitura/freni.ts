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
}

/** A bound is the greater of a number and of a share (in hundredths) of the known residents. */
export interface Limite {
  readonly assoluto: number;
  readonly percento: number;
}

export interface Limiti {
  readonly uscite: Limite;
  readonly pretese: Limite;
  /** Forniture of an ente that are believed in a day. */
  readonly fornitureAlGiorno: number;
  /** Days after which one that is held, or never whole, is refused. */
  readonly giorniFerme: number;
}

/** The bounds of this installation: the token under which they are injected. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the class is only the token: its value is made of settings
export abstract class LimitiForniture {}
export interface LimitiForniture extends Limiti {}

export const MOTIVI = ['troppe_uscite', 'troppe_pretese', 'troppe_forniture'] as const;
export type Motivo = (typeof MOTIVI)[number];

/**
 * Why a fornitura is not to be believed without a word of its ente: a registry that says everybody dead, or has the residents of others, is broken
 * or hostile. Once claims were too many, the day's other forniture wait too, whatever is in them, and there are only so many in a day: else
 * forniture of one riga each would ask of one person each whether it is known. @returns none for one that may be applied
 */
export function motiviOf({ residenti, uscite, pretese, forniture, ferma }: Effetti, limiti: Limiti): Motivo[] {
  const over = (count: number, { assoluto, percento }: Limite): boolean =>
    count > Math.max(assoluto, (residenti * percento) / 100);
  return [
    ...(over(uscite, limiti.uscite) ? (['troppe_uscite'] as const) : []),
    ...(ferma || over(pretese, limiti.pretese) ? (['troppe_pretese'] as const) : []),
    ...(forniture >= limiti.fornitureAlGiorno ? (['troppe_forniture'] as const) : []),
  ];
}
