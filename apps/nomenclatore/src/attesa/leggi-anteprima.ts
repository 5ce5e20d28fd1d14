import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { type PeriodoAssociazione, type Relazione, type Vista, type Voce, chiaveAssociazione } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { successioneOf } from '../associazioni/periodi.js';
import { EntiRaggiungibili } from '../chiamanti/enti-raggiungibili.js';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { VistaPubblicata } from '../traduzioni/vista-pubblicata.js';
import { type Attesa, anteprimaOf } from './anteprima.js';
import type { AnteprimaLetta } from './modelli-attesa.js';

interface Proposta {
  readonly id: string;
  readonly da: string;
  readonly codice: string;
  readonly a: string;
  readonly relazione: Relazione;
  readonly destinazioni: readonly string[];
  readonly dal: string;
  readonly al: string | null;
}

/** Says what an approval would let go, by reading the held codes with and without it. */
@Injectable()
export class LeggiAnteprima {
  constructor(
    private readonly database: Database,
    private readonly pubblicata: VistaPubblicata,
    private readonly raggiungibili: EntiRaggiungibili,
  ) {}

  /**
   * @throws Problem `associazione_sconosciuta` for a proposal that is not there, is decided already, or is not the caller's;
   * `validita_in_conflitto` where an approval would be refused
   */
  async read(caller: Caller, ids: readonly string[]): Promise<AnteprimaLetta> {
    const scope = await this.raggiungibili.scopeOf(caller);
    const proposte = await this.database.statement<Proposta & Record<string, unknown>>(
      'api',
      scope,
      `SELECT id, da, codice, a, relazione, destinazioni, dal, al FROM associazione WHERE id = ANY ($1) AND stato = 'proposta' ORDER BY dal`,
      [ids],
    );
    if (proposte.length < new Set(ids).size) throw nomenclatoreProblem('associazione_sconosciuta');
    const attese = await this.database.statement<Attesa & Record<string, unknown>>(
      'api',
      scope,
      `SELECT ente, codice, primo_giorno AS "primoGiorno", ultimo_giorno AS "ultimoGiorno", righe FROM codice_in_attesa`,
    );
    const prima = await this.pubblicata.current();
    const { righe, inParte, enti } = anteprimaOf(prima, await this.#withApproved(prima, proposte), attese);
    return { righe, righe_in_parte: inParte, enti };
  }

  async #withApproved(vista: Vista, proposte: readonly Proposta[]): Promise<Vista> {
    const voci = await this.database.statement<Voce<'associazione'> & Record<string, unknown>>(
      'consumer',
      {},
      `SELECT genere, id, revisione, contenuto FROM voce_pubblicata WHERE genere = 'associazione' AND id = ANY ($1)`,
      [proposte.map(chiaveAssociazione)],
    );
    const periodi = new Map(voci.map(({ id, contenuto }) => [id, contenuto?.periodi ?? []]));
    for (const proposta of proposte) {
      const id = chiaveAssociazione(proposta);
      periodi.set(id, withPeriod(periodi.get(id) ?? [], proposta));
    }
    return vista.with(
      proposte.map((proposta): Voce<'associazione'> => {
        const { da, codice, a } = proposta;
        const id = chiaveAssociazione(proposta);
        return { genere: 'associazione', id, revisione: 1, contenuto: { da, codice, a, periodi: periodi.get(id)! } };
      }),
    );
  }
}

/** Periods after an approval, by the rule of approvals. @throws Problem `validita_in_conflitto`: it would be refused */
function withPeriod(
  periodi: readonly PeriodoAssociazione[],
  { dal, al, relazione, destinazioni }: Proposta,
): PeriodoAssociazione[] {
  const nuovo = { dal, al, relazione, destinazioni };
  const successione = successioneOf(nuovo, periodi);
  if (successione.esito === 'conflitto') throw nomenclatoreProblem('validita_in_conflitto');
  if (successione.esito === 'libera') return [...periodi, nuovo];
  const { precedente } = successione;
  return [...periodi.filter((periodo) => periodo !== precedente), { ...precedente, al: successione.al }, nuovo];
}
