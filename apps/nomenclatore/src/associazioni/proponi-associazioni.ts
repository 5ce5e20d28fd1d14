import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx, legalDayOf, uuidv7 } from '#libs/persistence';
import { chiaveAssociazione } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { EntiRappresentati } from '../chiamanti/enti-rappresentati.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { autoreOf } from '../storia/storia.js';
import { type Associazione, type Proposta, isApprovata, sameDestinazioni } from './associazione.js';
import { findConflitto, findDifetti, isErrore } from './difetti.js';
import { readListeOf } from './leggi-liste.js';
import type { Liste } from './liste.js';
import { type Ammissione, admit } from './passi.js';
import { primaChiusuraOf } from './prima-chiusura.js';
import { RegistroAssociazioni } from './registro-associazioni.js';
import { type RilievoProposta, nonValida, rilievoOf } from './rilievi-proposta.js';
import type { Tavolo } from './tavolo.js';

/** Provenance of what an ente or the region says by itself. */
export const DICHIARATA = { fonte: 'dichiarata dall’ente o dalla Regione', affidabilita: 'fonte' } as const;

/** Takes proposals, all of them or none; approves at once those that need nobody. */
@Injectable()
export class ProponiAssociazioni {
  constructor(
    private readonly database: Database,
    private readonly registro: RegistroAssociazioni,
    private readonly rappresentati: EntiRappresentati,
    private readonly clock: Clock,
  ) {}

  /**
   * What is proposed or approved already as it is said stays as it is.
   * @returns the ids of the associations, in the order they were sent
   * @throws Problem `nomenclatura_sconosciuta` also for a list that is not the caller's, `associazione_non_valida`, `validita_in_conflitto`
   */
  async propose(caller: Caller, proposte: readonly Proposta[]): Promise<string[]> {
    const rappresentati = await this.rappresentati.of(caller);
    return this.database.transaction('consumer', {}, async (tx) => {
      const sistemi = proposte.map(({ da }) => da);
      const tavolo = await this.registro.open(tx, sistemi, proposte.map(chiaveAssociazione));
      const owners = await ownersOf(tx, sistemi);
      const isMine = (sistema: string) => {
        const owner = owners.get(sistema);
        return owner === undefined ? isRegionale(caller, sistema) : rappresentati.has(owner);
      };
      if (!sistemi.every(isMine)) throw nomenclatoreProblem('nomenclatura_sconosciuta');
      const liste = await readListeOf(tx, proposte);
      const atto = { ...autoreOf(caller), il: this.clock.now() };
      const ammissione: Ammissione = { liste, atto, primaChiusura: primaChiusuraOf(caller, legalDayOf(atto.il)) };
      const rilievi: RilievoProposta[] = [];
      const ids = proposte.map((proposta, posto) => {
        const known = findSame(tavolo, proposta);
        if (known !== undefined) return known.id;
        const wrong = findErrori(proposta, tavolo, liste, posto);
        rilievi.push(...wrong);
        if (wrong.length > 0) return '';
        const provenienza = { id: uuidv7(atto.il), ente: owners.get(proposta.da) ?? null, ...DICHIARATA };
        return admit(tavolo, proposta, provenienza, ammissione).id;
      });
      if (rilievi.length > 0) throw nonValida(rilievi);
      await this.registro.save(tx, tavolo);
      return ids;
    });
  }
}

/** Lists of enti, by their system. */
async function ownersOf(tx: Tx, sistemi: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ sistema: string; ente: string }>(
    `SELECT sistema, ente FROM nomenclatura_locale WHERE sistema = ANY ($1)`,
    [sistemi],
  );
  return new Map(rows.map(({ sistema, ente }) => [sistema, ente]));
}

/** Systems of the region and of the State are the region's to associate. */
function isRegionale(caller: Caller, sistema: string): boolean {
  return caller.ruoli.includes('regione') && !sistema.startsWith('LOC:');
}

function findSame(tavolo: Tavolo, proposta: Proposta): Associazione | undefined {
  return tavolo
    .ofChiave(chiaveAssociazione(proposta))
    .filter((one) => one.stato === 'proposta' || isApprovata(one))
    .find((one) => sameDestinazioni(one, proposta) && one.dal === proposta.dal && one.al === proposta.al);
}

function findErrori(proposta: Proposta, tavolo: Tavolo, liste: Liste, posto: number): RilievoProposta[] {
  const own = findDifetti(proposta, liste).filter(isErrore);
  const found = own.length > 0 ? own : findConflitto(proposta, tavolo.ofChiave(chiaveAssociazione(proposta)));
  return found.map((difetto) => rilievoOf(difetto, posto));
}
