import type { Modello } from '#libs/abbinamento';
import type { Misura } from './misura-modello.js';

/** Fewer people of whom several enti speak, and chance decides what is learnt. */
export const MENO_PERSONE = 1_000;
/** Share of `richiamo` that may be lost for links that are not false any more. */
const PERDITA = 0.01;

export interface Misure {
  /** Persons of whom several enti speak that were learnt from. */
  readonly persone: number;
  readonly in_uso: Misura;
  readonly appreso: Misura;
}

/** Names, day of birth and codice fiscale: that they agree must speak for one person, and that they differ against. */
const PARLANTI = ['cognome', 'nome', 'data_nascita', 'codice'];

/**
 * Whether learnt weights may be used.
 * @returns why not, in words for who asked; undefined when they may
 */
export function giudicaModello(modello: Modello, { persone, in_uso: uso, appreso }: Misure): string | undefined {
  if (persone < MENO_PERSONE) return troppoPoche(persone);
  const insensato = PARLANTI.find((nome) => !isSane(modello, nome));
  if (insensato !== undefined)
    return `Ciò che è stato appreso del campo «${insensato}» non distingue una persona da un’altra.`;
  if (appreso.falsi > uso.falsi) {
    return `Unisce persone diverse più spesso del modello in uso (${appreso.falsi} contro ${uso.falsi} su ${appreso.prove} prove).`;
  }
  if (appreso.richiamo < uso.richiamo - PERDITA) {
    return `Ritrova meno persone del modello in uso (${appreso.richiamo} contro ${uso.richiamo}).`;
  }
  return undefined;
}

export function troppoPoche(persone: number): string {
  return `Più enti parlano di ${persone} persone soltanto: ne servono almeno ${MENO_PERSONE}.`;
}

/** That a field is equal is what one person mostly is; what two strangers mostly are, one person seldom is. */
function isSane({ campi }: Modello, nome: string): boolean {
  const { m, u } = campi.find(({ campo }) => campo === nome)!;
  const estranei = u.indexOf(Math.max(...u));
  return m[0]! > 0.5 && m[0]! > u[0]! && m[estranei]! < u[estranei]!;
}
