import type { LegalDay } from '#libs/codici';
import { ANAGRAFICA, byAutorita, forza, voceOf } from './autorita.js';
import type { Scheda } from './dati-persona.js';

/** `decesso_segnalato`: somebody says so who is no registry office of the person; nothing irreversible may follow from it. */
export type Vita = 'in_vita' | 'decesso_segnalato' | 'deceduta';

export interface VitaPersona {
  readonly vita: Vita;
  readonly dataDecesso?: LegalDay | undefined;
}

/**
 * Whether a person lives. A death is believed of ANPR and of the comune of residence, of others it is reported. It is taken back by
 * whoever has as much authority and says later that the person lives.
 */
export function vitaOf(schede: readonly Scheda[], residenza: string | null): VitaPersona {
  const place = (scheda: Scheda): number => forza(ANAGRAFICA, voceOf(scheda, residenza));
  const vive = schede.filter(({ dati }) => dati.vita === 'in_vita');
  const decessi = schede
    .filter(({ dati }) => dati.vita === 'deceduta')
    .filter((decesso) => !vive.some((viva) => place(viva) <= place(decesso) && viva.accettataIl > decesso.accettataIl))
    .toSorted(byAutorita(ANAGRAFICA, residenza));
  if (decessi.length === 0) return { vita: 'in_vita' };
  const certo = decessi.some((decesso) => ['anpr', 'comune_di_residenza'].includes(voceOf(decesso, residenza)));
  return {
    vita: certo ? 'deceduta' : 'decesso_segnalato',
    dataDecesso: decessi.find(({ dati }) => dati.dataDecesso !== undefined)?.dati.dataDecesso,
  };
}
