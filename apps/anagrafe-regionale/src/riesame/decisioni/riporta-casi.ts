import { Injectable } from '@nestjs/common';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { Visibilita } from '../../visibilita/visibilita.js';

const PORTA = `UPDATE presa_in_carico SET persona_id = $2 WHERE persona_id = $1 AND aperta_il > $3 RETURNING id, ente`;
const RIPORTA = `UPDATE presa_in_carico SET persona_id = $2 WHERE id = ANY ($1::uuid[])`;

/** Whoever named a code that is the other's alone was shown the one that stays by it. */
const FINITE = `UPDATE accesso_urgente a SET al = $4 WHERE a.al > $4 AND a.dal > $3
    AND a.persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = $1) || $1::uuid)
    AND EXISTS (SELECT FROM persona_codice c WHERE c.persona_id = $2 AND c.indice = a.indice)
    AND NOT EXISTS (SELECT FROM persona_codice c WHERE c.persona_id = $1 AND c.indice = a.indice)`;

/** Of the cases that were opened on two persons while they were one, says whose each is; ends what was opened urgently by mistake. */
@Injectable()
export class RiportaCasi {
  constructor(
    private readonly visibilita: Visibilita,
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /**
   * A case is of the one that keeps its id if its ente may see that one without it, or may see neither; of the other only if it may see
   * the other without it: or a wrong union, undone, would give an ente a person that it never was to see, for as long as the case lasts.
   * @param dal when they were united
   */
  async sort(
    tx: Tx,
    { rimasta, altra, dal }: { readonly rimasta: string; readonly altra: string; readonly dal: Date },
  ): Promise<void> {
    await tx.execute(FINITE, [rimasta, altra, dal, this.clock.now()]);
    const casi = await tx.query<{ id: string; ente: string }>(PORTA, [rimasta, altra, dal]);
    const rest = await this.#bring(tx, casi, rimasta);
    if (rest.length === 0) return;
    // Away from the other, or by each of them its ente would see it.
    await tx.execute(RIPORTA, [rest.map(({ id }) => id), rimasta]);
    await this.#bring(tx, rest, altra);
  }

  /** To a person, of those whose ente sees it as it is now. @returns the others */
  async #bring<T extends { readonly id: string; readonly ente: string }>(
    tx: Tx,
    casi: readonly T[],
    persona: string,
  ): Promise<readonly T[]> {
    const enti = new Set<string>();
    for (const ente of new Set(casi.map((caso) => caso.ente))) if (await this.#sees(tx, ente, persona)) enti.add(ente);
    const suoi = casi.filter(({ ente }) => enti.has(ente));
    if (suoi.length > 0) await tx.execute(RIPORTA, [suoi.map(({ id }) => id), persona]);
    return casi.filter(({ ente }) => !enti.has(ente));
  }

  async #sees(tx: Tx, ente: string, persona: string): Promise<boolean> {
    const ruoli = this.riferimenti.ruoliOf(ente, legalDayOf(this.clock.now()));
    const chi = this.visibilita.richiedenteOf({ ente, subject: '', ruoli });
    const domanda = this.visibilita.domandaOf('presa_in_carico');
    return (await this.visibilita.profiliOf(tx, chi, domanda, [persona])).size > 0;
  }
}
