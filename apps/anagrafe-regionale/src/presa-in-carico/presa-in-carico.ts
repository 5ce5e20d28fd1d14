import { parseIdentificativo } from '#libs/codici';

/** Why a case ends; a new word is a decision of the titolari. */
export const MOTIVI_CHIUSURA = {
  concluso: 'Il progetto si è concluso.',
  rinuncia: 'La persona ha rinunciato.',
  trasferito: 'La persona è passata a un altro ente.',
  decesso: 'La persona è deceduta.',
  errore: 'La presa in carico era stata aperta per errore.',
} as const;
export type MotivoChiusura = keyof typeof MOTIVI_CHIUSURA;

export const STATI = ['aperta', 'in_grazia', 'chiusa'] as const;
export type Stato = (typeof STATI)[number];

/** The days of a case, `YYYY-MM-DD`, ends included. */
export interface Periodo {
  readonly dal: string;
  readonly al: string | null;
  /** Last day on which the case still shows its person; null while it is open. */
  readonly valeFino: string | null;
}

/** Where a case is on a legal day. */
export function statoOf({ al, valeFino }: Periodo, oggi: string): Stato {
  if (al === null || valeFino === null) return 'aperta';
  return oggi <= valeFino ? 'in_grazia' : 'chiusa';
}

const DAY_MILLISECONDS = 86_400_000;

/**
 * The last day on which a closed case shows its person. A case that was opened by mistake shows nothing from the day of its closure:
 * there is nothing to hand over.
 */
export function valeFinoOf(al: string, motivo: MotivoChiusura, giorniGrazia: number): string {
  const giorni = motivo === 'errore' ? -1 : giorniGrazia;
  return new Date(Date.parse(al) + giorni * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** Whether a text holds a code of a person: a reference travels in logs and lists, where no such code may be. */
export function hasIdentificativo(text: string): boolean {
  const words = text.toUpperCase().split(/[^A-Z0-9]+/);
  // Digits that only make a code when they are put together are a protocol number with its year.
  const together = words.join('');
  return [...words, ...(/[A-Z]/.test(together) ? [together] : [])].some(
    (word) => !('invalid' in parseIdentificativo(word)),
  );
}
