import { Injectable } from '@nestjs/common';
import { Problem } from '#libs/contracts';
import { Clock, Database } from '#libs/persistence';
import { chiaveAssociazione } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { autoreOf } from '../storia/storia.js';
import type { Atto } from './associazione.js';
import { findConflitto, findDifetti, isErrore } from './difetti.js';
import { readListeOf } from './leggi-liste.js';
import type { Liste } from './liste.js';
import { approve, refuse } from './passi.js';
import { RegistroAssociazioni } from './registro-associazioni.js';
import { nonValida, rilievoOf } from './rilievi-proposta.js';
import type { Tavolo } from './tavolo.js';

export const DECISIONI = ['approva', 'rifiuta'] as const;

/** What the region says of one proposal. */
export interface Decisione {
  readonly id: string;
  readonly decisione: (typeof DECISIONI)[number];
  /** Revision of the proposal that was looked at. */
  readonly revisione: number;
  readonly motivo: string | null;
  /** First day, when it is not the one proposed. */
  readonly dal: string | null;
}

/** What became of one decision among many: nothing, or why not. */
export interface EsitoDecisione {
  readonly id: string;
  readonly problema: Problem | undefined;
}

/** Approves and refuses proposals. Each decision stands by itself: one that cannot be taken leaves the others as they are. */
@Injectable()
export class DecidiAssociazioni {
  constructor(
    private readonly database: Database,
    private readonly registro: RegistroAssociazioni,
    private readonly clock: Clock,
  ) {}

  /** Problems are `associazione_sconosciuta`, `associazione_gia_decisa`, `associazione_non_valida`, `validita_in_conflitto`. */
  async decide(caller: Caller, decisioni: readonly Decisione[]): Promise<EsitoDecisione[]> {
    return this.database.transaction('consumer', {}, async (tx) => {
      const ids = decisioni.map(({ id }) => id);
      const tavolo = await this.registro.openByIds(tx, ids);
      const liste = await readListeOf(
        tx,
        ids.flatMap((id) => tavolo.get(id) ?? []),
      );
      const atto = { ...autoreOf(caller), il: this.clock.now() };
      const esiti = decisioni.map((decisione) => ({
        id: decisione.id,
        problema: take(decisione, tavolo, liste, atto),
      }));
      await this.registro.save(tx, tavolo);
      return esiti;
    });
  }
}

/** Takes one decision on the table, or says why it cannot be. */
function take(decisione: Decisione, tavolo: Tavolo, liste: Liste, atto: Atto): Problem | undefined {
  const { id, revisione, motivo } = decisione;
  const proposta = tavolo.get(id);
  if (proposta === undefined) return nomenclatoreProblem('associazione_sconosciuta');
  if (proposta.stato !== 'proposta' || proposta.revisione !== revisione)
    return nomenclatoreProblem('associazione_gia_decisa', undefined, { stato: proposta.stato });
  if (decisione.decisione === 'rifiuta') {
    tavolo.apply([refuse(proposta, atto, motivo)]);
    return undefined;
  }
  const dal = decisione.dal ?? proposta.dal;
  const stesse = tavolo.ofChiave(chiaveAssociazione(proposta));
  const moved = { ...proposta, dal };
  const wrong = findDifetti(moved, liste).filter(isErrore);
  if (wrong.length > 0) return nonValida(wrong.map((difetto) => rilievoOf(difetto)));
  const esito = approve(proposta, stesse, atto, motivo, dal);
  if (esito.esito === 'conflitto') return nonValida(findConflitto(moved, stesse).map((difetto) => rilievoOf(difetto)));
  tavolo.apply(esito.cambiamenti);
  return undefined;
}
