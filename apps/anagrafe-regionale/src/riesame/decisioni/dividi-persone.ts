import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { coppiaOf } from '../../persona/coppie.js';
import { AnnotaVariazioni } from '../../variazione/annota-variazioni.js';
import { DecidiDubbi } from './decidi-dubbi.js';
import type { Dettagli, TipoOperazione } from './operazione.js';
import { RivediCodici } from './rivedi-codici.js';
import { ScriviOperazioni } from './scrivi-operazioni.js';
import type { Mossa, Operazione } from './mossa.js';
import { SpostaRecord } from './sposta-record.js';
import { TieniDistinti } from './tieni-distinti.js';
import type { Decise } from './trattieni-decise.js';

/** One person, held, that is two. */
export interface Divisione {
  readonly decise: Decise;
  readonly rimasta: string;
  /** Who comes out. */
  readonly altra: string;
  /** Its id led to the first until now. */
  readonly rinata: boolean;
  readonly mosse: readonly Mossa[];
  readonly operazione: Operazione;
  readonly tipo: TipoOperazione;
  readonly annulla?: string | undefined;
  /** Whether somebody says that they are two, and not only that they are not known to be one. */
  readonly distinte: boolean;
  /** What is undone of when they were made one, and who was made one with another then. */
  readonly disfa?: { readonly rimasta: string; readonly dettagli: Dettagli } | undefined;
}

const UNITE = `UPDATE persona SET unita_in = $2 WHERE unita_in = $1 AND id = ANY ($3::uuid[])`;
const GUIDATE = `UPDATE radice_persona SET radice = $2 WHERE radice = $1 AND persona_id = ANY ($3::uuid[])`;

/** Makes two persons of one: some of its records are another's. */
@Injectable()
export class DividiPersone {
  constructor(
    private readonly operazioni: ScriviOperazioni,
    private readonly sposta: SpostaRecord,
    private readonly dubbi: DecidiDubbi,
    private readonly codici: RivediCodici,
    private readonly distinti: TieniDistinti,
    private readonly annota: AnnotaVariazioni,
  ) {}

  async divide(tx: Tx, divisione: Divisione): Promise<void> {
    const { decise, rimasta, altra, rinata, mosse, operazione, tipo, annulla, distinte, disfa } = divisione;
    const coppia = coppiaOf(rimasta, altra);
    const dettagli: Dettagli = distinte ? { coppia: 'distinta' } : {};
    const scritta = { ...operazione, tipo, effetto: 'divide' as const, rimasta, altra, annulla, dettagli };
    await this.operazioni.write(tx, scritta, mosse);
    if (distinte) await this.distinti.open(tx, [coppia], operazione);
    if (disfa !== undefined) {
      const others = disfa.dettagli.distinti ?? [];
      await this.distinti.close(
        tx,
        others.map((other) => coppiaOf(disfa.rimasta, other)),
        operazione.il,
      );
      if (disfa.dettagli.coppia === 'ricongiunta') await this.distinti.open(tx, [coppia], operazione);
    }
    const radici = disfa?.dettagli.radici ?? [];
    // Before the first may be left empty: nothing leads to who is not there.
    await tx.execute(GUIDATE, [rimasta, altra, radici]);
    await this.sposta.move(tx, { decise, mosse, operazione, rinata: rinata ? altra : undefined });
    await tx.execute(UNITE, [rimasta, altra, radici]);
    if (disfa !== undefined) await this.dubbi.reopen(tx, disfa.dettagli, disfa.rimasta, operazione.il);
    if (isEmptied(divisione)) await this.dubbi.carry(tx, rimasta, altra, operazione.il);
    await this.codici.review(tx, [rimasta, altra]);
    await this.annota.note(tx, [{ personaId: rimasta, gruppi: [], legame: { tipo: 'separazione', altra } }]);
  }
}

/** Nothing is left of the first: what others were in doubt about is of the second. */
function isEmptied({ decise, rimasta, mosse }: Divisione): boolean {
  const moved = new Set(mosse.map(({ recordId }) => recordId));
  return decise.persone.get(rimasta)!.schede.every(({ recordId }) => moved.has(recordId));
}
