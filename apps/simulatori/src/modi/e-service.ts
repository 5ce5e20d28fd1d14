/** The client of the registry of persons of the region. */
export const CLIENT_ANAGRAFE = 'anagrafe-regionale';

/** A service of another administration, published on the simulated PDND. */
export interface EService {
  /** Under the address of the simulators; with it, what is signed for the service. */
  readonly path: string;
  /** The one purpose under which the registry may ask it. On PDND it would be drawn at random; here whoever sets up a hub must know it. */
  readonly purposeId: string;
}

const purposeOf = (name: string): string => `00000000-0000-4000-8000-${name.toLowerCase().padStart(12, '0')}`;

/** By the code of its use case. */
export const SERVIZI_ANPR = {
  C015: 'C015-servizioAccertamentoGeneralita',
  C018: 'C018-servizioAccertamentoCittadinanza',
  C019: 'C019-servizioAccertamentoEsistenzaVita',
  C020: 'C020-servizioAccertamentoResidenza',
  C030: 'C030-servizioAccertamentoIdUnicoNazionale',
} as const;
export type CasoUso = keyof typeof SERVIZI_ANPR;

export function eServiceAnpr(caso: CasoUso): EService {
  return { path: `anpr/${SERVIZI_ANPR[caso]}/v1`, purposeId: purposeOf(caso) };
}

export const E_SERVICE_SANITARIA: EService = { path: 'sanitaria', purposeId: purposeOf('fa') };

export const E_SERVICES: readonly EService[] = [
  ...(Object.keys(SERVIZI_ANPR) as CasoUso[]).map(eServiceAnpr),
  E_SERVICE_SANITARIA,
];
