/** How INPS misbehaves towards an ente, until told otherwise. */
export interface Guasti {
  /** Every notification of esiti is sent twice. */
  readonly duplicate: boolean;
  /** A second, opposite esito follows each one delivered. */
  readonly contradict: boolean;
  /** The voucher has a wrong signature. */
  readonly bad_token: boolean;
  /** Slots in which INPS asks and sends nothing. */
  readonly down: number;
  /** Esiti of what is acquired from now on wait for so many more slots. */
  readonly late: number;
  /** Pages that the next slot goes back before it asks; more than there were means from the beginning. */
  readonly rollback: number;
}

export const NESSUN_GUASTO: Guasti = {
  duplicate: false,
  contradict: false,
  bad_token: false,
  down: 0,
  late: 0,
  rollback: 0,
};
