import type { Concordanza } from './vicini.js';
import type { ParolaComune, Ragione, VoceObiettivo } from './tipi.js';

/** Words named in one reason: who reads it wants to see why, not all. */
const MOST_WORDS = 5;

export function ragioneTesto({ denominazione }: VoceObiettivo, parole: readonly ParolaComune[]): Ragione {
  const shown = parole
    .slice(0, MOST_WORDS)
    .map(({ scritta, intesa }) => (scritta === intesa ? scritta : `«${scritta}» come «${intesa}»`));
  const testo =
    shown.length > 0
      ? `somiglia a «${denominazione}» per: ${shown.join(', ')}`
      : `si scrive quasi come «${denominazione}»`;
  return { tipo: 'testo', testo, parole };
}

export function ragioneDenominazione({ denominazione }: VoceObiettivo): Ragione {
  return { tipo: 'stessa_denominazione', testo: `ha la stessa denominazione di «${denominazione}»` };
}

export function ragioneCodice(): Ragione {
  return { tipo: 'stesso_codice', testo: 'stesso codice nella nomenclatura di destinazione' };
}

export function ragioneVicini({ entiDellAmbito, altriEnti }: Concordanza, ambito: string | null): Ragione {
  const whose = [
    ...(entiDellAmbito > 0 ? [`${counted(entiDellAmbito)} dell’ambito ${ambito}`] : []),
    ...(altriEnti > 0 ? [`${counted(altriEnti)} di altri ambiti`] : []),
  ];
  const testo = `stessa voce già associata così da ${whose.join(' e da ')}`;
  return { tipo: 'vicini', testo, enti: entiDellAmbito + altriEnti };
}

/**
 * @param former the code of the version before
 * @param successors all items that take its place
 * @param merged all codes that the suggested item takes the place of
 */
export function ragioneSuccessione(
  former: string,
  successors: readonly string[],
  merged: readonly string[],
  versione: string | undefined,
): Ragione {
  const voce = `la voce ${former} della versione ${versione ?? 'precedente'}`;
  if (successors.length > 1) return { tipo: 'successione', testo: `${voce} è stata divisa in ${listed(successors)}` };
  const into = successors.join('');
  if (merged.length > 1) return { tipo: 'successione', testo: `${voce} è stata unita in ${into}, con ${listed(merged.filter((code) => code !== former))}` }; // prettier-ignore
  return { tipo: 'successione', testo: `${voce} è diventata ${into}` };
}

function counted(enti: number): string {
  return enti === 1 ? '1 ente' : `${enti} enti`;
}

function listed(codes: readonly string[]): string {
  return codes.length < 2 ? codes.join('') : `${codes.slice(0, -1).join(', ')} e ${codes.at(-1)}`;
}
