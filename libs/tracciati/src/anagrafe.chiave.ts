import { parseIdentificativo } from '#libs/codici';
import type { PersonaAnagrafe } from './anagrafe.persona.js';
import type { Contenuto } from './lettura.js';

/** Identifiers that a registry or the nation gives, the steadiest first. */
const ASSEGNATI = ['idAnagrafico', 'idAnpr'] as const;
/** Codes that prove themselves: one that is wrong names nobody, or two people at once. */
const CODICI = ['codiceFiscale', 'stp', 'eni'] as const;

/** The name of the identifier goes with its value: two systems may give one code. @returns empty for who has none that is right */
export function personaDi(contenuto: Contenuto): string {
  const persona = contenuto as Partial<PersonaAnagrafe>;
  for (const campo of ASSEGNATI) {
    const value = persona[campo]?.trim() ?? '';
    if (value !== '') return `${campo}:${value}`;
  }
  for (const campo of CODICI) {
    const read = parseIdentificativo(persona[campo] ?? '');
    if (!('invalid' in read)) return `${campo}:${read.codice}`;
  }
  return '';
}
