import { Injectable } from '@nestjs/common';
import { Clock, type SessionScope, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import type { Finalita } from './finalita.js';
import { LEGAMI } from './legami-letti.js';
import type { LegamiPersona } from './legami-persona.js';
import { type Visibile, profiloOf } from './profilo.js';
import { identifica } from './profili.js';
import type { Domanda } from './regole.js';
import { type Affidati, type Richiedente, richiedenteOf } from './richiedente.js';

const LEGAMI_DI = {
  name: 'snodo_anagrafe_legami',
  text: `SELECT p.id, ${LEGAMI} AS legami FROM persona p WHERE p.id = ANY ($1::uuid[]) AND p.unita_in IS NULL`,
};

/** The act by which the steward of the region looks after everybody's persons; undefined: there is none. */
export class AttoRiesameRegionale {
  constructor(readonly atto: string | undefined) {}
}

/** Enti with their offices that are remembered: more than a region has. */
const RICORDATI = 5_000;

/** What the registries of one content say on one day, by ente and offices. */
interface Ricordo {
  readonly vista: unknown;
  readonly giorno: string;
  readonly di: Map<string, Richiedente>;
}

/** Brings the rules of visibility to the registries, the clock and the database of now. */
@Injectable()
export class Visibilita {
  #ricordo: Ricordo = { vista: undefined, giorno: '', di: new Map() };

  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
    private readonly regionale: AttoRiesameRegionale,
  ) {}

  /** Also for who does not call: somebody to be told of a change is judged as if it asked now. */
  richiedenteOf(caller: Pick<Caller, 'ente' | 'subject' | 'ruoli'>): Richiedente {
    const di = this.#ricordatiOggi();
    const nome = `${caller.ente} ${caller.ruoli.join()}`;
    const known = di.get(nome);
    if (known !== undefined) return { ...known, soggetto: caller.subject };
    const oggi = this.#ricordo.giorno;
    const chi = richiedenteOf(this.riferimenti, caller, oggi, this.regionale.atto !== undefined);
    if (di.size >= RICORDATI) di.clear();
    di.set(nome, chi);
    return chi;
  }

  /** Of another day, or of registries that changed in anything, nothing is remembered. */
  #ricordatiOggi(): Map<string, Richiedente> {
    const giorno = legalDayOf(this.clock.now());
    const { vista } = this.riferimenti;
    if (vista !== this.#ricordo.vista || giorno !== this.#ricordo.giorno)
      this.#ricordo = { vista, giorno, di: new Map() };
    return this.#ricordo.di;
  }

  /** @param others the case that the asker names; whether it gave a whole identity */
  domandaOf(finalita: Finalita, others: Pick<Domanda, 'caso' | 'identitaIntera'> = {}): Domanda {
    const adesso = this.clock.now();
    return { ...others, finalita, oggi: legalDayOf(adesso), adesso };
  }

  /** For row-level security: the same bounds as the rules, as far as rows can tell. `ente` also for what the caller writes. */
  scopeOf(chi: Richiedente, caso = ''): SessionScope {
    const adesso = this.clock.now();
    const sociale = chi.ruoli.includes('titolare') || chi.ruoli.includes('capofila');
    const whenSociale = (values: readonly string[]): string => (sociale ? values.join() : '');
    return {
      ente: chi.ente,
      soggetto_chiamante: chi.soggetto,
      enti: whenSociale([...chi.entiPropri, ...chi.entiGuidati]),
      enti_propri: whenSociale(chi.entiPropri),
      enti_sanitari: chi.ruoli.includes('sanitaria') ? chi.entiPropri.join() : '',
      comuni: whenSociale(chi.comuniAmbito),
      comuni_amministrati: whenSociale([...chi.comuniPropri, ...chi.comuniGuidati]),
      ambiti: whenSociale(chi.ambiti),
      ambiti_guidati: whenSociale(chi.ambitiGuidati),
      caso,
      oggi: legalDayOf(adesso),
      adesso: adesso.toISOString(),
      ...(chi.affidati === undefined ? {} : affidatiScope(chi.affidati)),
    };
  }

  /**
   * What each of some persons is to who asks.
   * @param tx under `scopeOf`, or as consumer
   * @returns only those that may be known; by name, unless a whole identity is asked about
   */
  async profiliOf(
    tx: Tx,
    chi: Richiedente,
    domanda: Domanda,
    personaIds: readonly string[],
  ): Promise<ReadonlyMap<string, Visibile>> {
    const rows = await tx.query<{ id: string; legami: LegamiPersona }>(LEGAMI_DI, [personaIds]);
    return new Map(
      rows.flatMap(({ id, legami }) => {
        const visibile = this.visibileOf(chi, legami, domanda);
        return visibile === undefined ? [] : [[id, visibile] as const];
      }),
    );
  }

  /** As `profiloOf`, for answers about one person: undefined where the profile is for other things. Yes or no only if that is asked. */
  visibileOf(chi: Richiedente, lei: LegamiPersona, domanda: Domanda): Visibile | undefined {
    const found = profiloOf(chi, lei, domanda);
    if (found === undefined) return undefined;
    return identifica(found.profilo) || found.profilo === 'V' ? found : undefined;
  }
}

function affidatiScope({ ovunque, enti, comuni }: Affidati): SessionScope {
  return { affidati: ovunque ? 'tutti' : 'alcuni', affidati_enti: enti.join(), affidati_comuni: comuni.join() };
}
