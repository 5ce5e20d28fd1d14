/** E-services of ANPR that are asked, each with a purpose and a daily threshold of its own, and where it is under the base address. */
export const SERVIZI_ANPR = {
  C030: 'C030-servizioAccertamentoIdUnicoNazionale/v1',
  C015: 'C015-servizioAccertamentoGeneralita/v1',
  C019: 'C019-servizioAccertamentoEsistenzaVita/v1',
  C020: 'C020-servizioAccertamentoResidenza/v1',
  C018: 'C018-servizioAccertamentoCittadinanza/v1',
} as const;
export type ServizioAnpr = keyof typeof SERVIZI_ANPR;

/** The one operation of each. */
export const OPERAZIONE_ANPR = 'anpr-service-e002';

/** Without these nobody is found, or nobody is anybody. */
export const SERVIZI_NECESSARI: readonly ServizioAnpr[] = ['C030', 'C015'];

export function isServizioAnpr(name: string): name is ServizioAnpr {
  return name in SERVIZI_ANPR;
}
