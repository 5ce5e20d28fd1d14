import { FINALITA } from './finalita.js';
import type { Ruolo } from '#libs/security';
import type { LegamiPersona } from './legami-persona.js';
import type { Profilo } from './profili.js';
import { CONCESSIONI, type Domanda, LIMITI } from './regole.js';
import type { Richiedente } from './richiedente.js';

/** What is shown of a person, and by which rule. */
export interface Visibile {
  readonly regola: `R${number}`;
  readonly profilo: Profilo;
  /** ISTAT codes of the comuni of which the periods of a history are shown; none unless the profile has a history. */
  readonly comuniStoria: readonly string[];
}

/**
 * The most generous rule that holds, of those that the purpose lets this office use and that no limit takes away.
 * @returns undefined when the caller may not even know that the person is there
 */
export function profiloOf(chi: Richiedente, lei: LegamiPersona, domanda: Domanda): Visibile | undefined {
  const situazione = { chi, lei, domanda };
  const limiti = LIMITI.filter(({ vale }) => vale(situazione));
  const found = CONCESSIONI.find(
    ({ regola, uffici, vale }) =>
      mayAsk(chi.ruoli, uffici, domanda) &&
      vale(situazione) &&
      limiti.every(({ lascia }) => lascia(regola, situazione)),
  );
  if (found === undefined) return undefined;
  return { regola: found.regola, profilo: found.profilo, comuniStoria: found.storiaDi?.(chi) ?? [] };
}

/** Who has two offices asks as the one whose purpose it names. */
function mayAsk(ruoli: readonly Ruolo[], uffici: readonly Ruolo[], { finalita }: Domanda): boolean {
  const lawful: readonly Ruolo[] = FINALITA[finalita].uffici;
  return ruoli.some((ruolo) => uffici.includes(ruolo) && lawful.includes(ruolo));
}
