/** How long what a steward opens stays open and how much is too much, as the settings of the installation say. */
export class RegoleRiesame {
  constructor(
    /** Milliseconds. */
    readonly durata: number,
    /** Openings of one steward in an hour. */
    readonly allOra: number,
    /** Records beyond which two persons decide. */
    readonly recordDaConfermare: number,
  ) {}
}
