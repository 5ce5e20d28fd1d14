import { isInForce, type Validita } from '#libs/riferimenti';
import { type Liste, versioneOn } from '../associazioni/liste.js';
import type { DifettoLista } from './difetti-lista.js';
import type { CodiceLista } from './lista-letta.js';
import { REGOLE_LISTA } from './regole-lista.js';

/** That a code of the region is exactly one of INPS's, on some days. */
export interface Equivalenza extends Validita {
  readonly codice: string;
  readonly inps: string;
}

/**
 * Local codes that are also codes of the region or of INPS. A riga that holds one is read as that, before the local list is asked: a
 * local code that means another thing would go to INPS as what it is not, and nobody would see.
 */
export function findAltriSignificati(
  codici: readonly CodiceLista[],
  liste: Liste,
  equivalenze: readonly Equivalenza[],
  giorno: string,
): DifettoLista[] {
  return codici.flatMap((codice) =>
    ['SIUSS', 'REG']
      .filter((sistema) => versioneOn(liste, sistema, giorno)?.voci.has(codice.codice) === true)
      .filter((sistema) => !isThatSame(codice, sistema, equivalenze))
      .map((sistema) => ({
        riga: codice.righe[0]!.riga,
        campo: 'codice' as const,
        regola: REGOLE_LISTA.altroSignificato,
        messaggio: `"${codice.codice}" è anche un codice di ${sistema}: una riga con quel codice è letta come tale.`,
      })),
  );
}

function isThatSame({ codice, periodi }: CodiceLista, sistema: string, equivalenze: readonly Equivalenza[]): boolean {
  const isEquivalent = (regionale: string, dal: string | null) =>
    sistema === 'SIUSS' &&
    equivalenze.some((one) => one.codice === regionale && one.inps === codice && (dal === null || isInForce(one, dal)));
  return (
    periodi.length > 0 &&
    periodi.every(
      ({ relazione, destinazioni: [meta], dal }) =>
        relazione === 'esatta' && meta !== undefined && (meta === codice || isEquivalent(meta, dal)),
    )
  );
}
