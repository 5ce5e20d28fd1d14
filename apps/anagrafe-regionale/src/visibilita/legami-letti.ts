import type { LegamiPersona } from './legami-persona.js';

const entiOf = (fonte: string): string =>
  `ARRAY(SELECT DISTINCT s.ente_erogatore FROM scheda s WHERE s.persona_id = p.id AND s.fonte = '${fonte}')`;

/**
 * SQL of what ties a person `p` to the hub, as one jsonb: what row-level security hides from who asks could give it nothing. Who said
 * that a person lives somewhere gave no prestazione: only schede of social services are ties, and of health registries their own.
 */
export const LEGAMI = `jsonb_build_object('comune', p.comune_residenza, 'erogatori', ${entiOf('sociale')},
  'assistitaDa', ${entiOf('sanitaria')}, 'protetta', p.protetta, 'vita', p.vita, 'dataDecesso', p.data_decesso)`;

/** `LEGAMI` as it comes from the database. */
export interface LegamiLetti extends Pick<
  LegamiPersona,
  'comune' | 'erogatori' | 'assistitaDa' | 'vita' | 'dataDecesso'
> {
  readonly protetta: boolean;
}

export function legamiFrom({ protetta, ...legami }: LegamiLetti): LegamiPersona {
  return { ...legami, casi: [], protettaDa: protetta ? [] : null, urgenze: [], inRiesame: false };
}
