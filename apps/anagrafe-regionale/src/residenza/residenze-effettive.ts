import { Injectable } from '@nestjs/common';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { type Cronologia, comuneAl, cronologia } from './cronologia.js';
import { ScriviFamiglie } from '../famiglia/scrivi-famiglie.js';
import { DettiResidenza } from './detti-residenza.js';
import type { DettoResidenza, DettoSociale } from './detto-residenza.js';
import { RegoleResidenza } from './regole-residenza.js';
import { ScriviResidenze } from './scrivi-residenze.js';

/** Works out where persons are resident, keeps the result, and tells it to who writes persons. */
@Injectable()
export class ResidenzeEffettive {
  constructor(
    private readonly detti: DettiResidenza,
    private readonly scrivi: ScriviResidenze,
    private readonly regole: RegoleResidenza,
    private readonly famiglie: ScriviFamiglie,
    private readonly clock: Clock,
  ) {}

  /**
   * To be asked in the transaction that writes persons, once their schede are theirs and while they are held: what is kept of their
   * residences and famiglie then follows from what their schede say, whichever of them came, went or changed person.
   * @param diPrima persons that were there before this transaction, who may be followed
   * @returns ISTAT code of the comune of residence of today, null for none, of the persons of whom an authority said anything; where no
   *   registry has had its say, that which social services know
   */
  async of(
    tx: Tx,
    personaIds: readonly string[],
    diPrima: ReadonlyMap<string, unknown> = new Map(),
  ): Promise<ReadonlyMap<string, string | null>> {
    const detti = await this.detti.of(tx, personaIds);
    const sociali = await this.detti.sociali(tx, [...detti.keys()]);
    const adesso = this.clock.now();
    const cronologie = new Map<string, Cronologia>();
    const regole = await this.regole.between(tx, contendingIn(detti, sociali), entiIn(sociali), adesso);
    for (const [personaId, said] of detti) cronologie.set(personaId, cronologia(said, regole, sociali.get(personaId)));
    await this.scrivi.write(tx, personaIds, cronologie, { adesso, diPrima });
    await this.famiglie.follow(tx, personaIds);
    const oggi = legalDayOf(adesso);
    return new Map(
      Array.from(cronologie, ([personaId, found]) => [personaId, comuneAl(found, oggi) ?? found.sociale ?? null]),
    );
  }
}

/** The comuni that speak, or are spoken, of persons of whom others speak too. */
function contendingIn(
  detti: ReadonlyMap<string, readonly DettoResidenza[]>,
  sociali: ReadonlyMap<string, readonly DettoSociale[]>,
): string[] {
  const contending = [...detti].flatMap(([personaId, said]) => {
    const all = [...said, ...(sociali.get(personaId) ?? [])];
    const comuni = new Set(all.flatMap(({ comune }) => (comune === undefined ? [] : [comune])));
    return comuni.size > 1 ? [...comuni] : [];
  });
  return [...new Set(contending)];
}

function entiIn(sociali: ReadonlyMap<string, readonly DettoSociale[]>): string[] {
  return [...new Set([...sociali.values()].flatMap((said) => said.map(({ ente }) => ente)))];
}
