/** How long things last and how many are too many, as the settings of the installation say. */
export class Termini {
  constructor(
    readonly giorni: {
      /** For how many days a closed case still shows its person. */
      readonly grazia: number;
      /** For how many days a prestazione, or a closed case, says that a desk has seen the person. */
      readonly sportello: number;
      /** Within how many days an urgent access must be examined. */
      readonly esame: number;
    },
    /** Urgent accesses of one operator in 24 hours. */
    readonly urgenzeAlGiorno: number,
  ) {}
}
