import { Injectable } from '@nestjs/common';
import type { GenereCopia } from '#libs/contracts';
import { Database, type Tx } from '#libs/persistence';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import type { Aggregato } from '../pacchetto/aggregato.js';
import { type Registro, aggregatiOfRegione } from '../pacchetto/aggregati-regione.js';
import type { Problema } from '../pacchetto/problema.js';
import { improntaOf } from '../pubblicazione/impronta.js';
import { RegistroPubblicato, chiaveOf } from '../pubblicazione/registro-pubblicato.js';
import { rewriteRows } from '../pubblicazione/riscrivi-righe.js';
import { type Autore, Storia } from '../storia/storia.js';
import { LeggiRegistro } from './leggi-registro.js';
import { findProblemiNuovi } from './problemi-nuovi.js';
import { RegistroIncoerente } from './registro-incoerente.js';

/** A thing as the author of a change saw it. */
export interface Attesa {
  readonly genere: GenereCopia;
  readonly id: string;
  readonly revisione: number;
}

/** A change of the registries, whatever it touches: what is to be, who wants it, and what it was when they looked. */
export interface Variazione {
  /** The registries as they are to be, from what they are. Pure. @throws Problem for what cannot even be tried */
  readonly change: (registro: Registro) => Registro;
  /** The things that the author looked at; others may change as a consequence. */
  readonly attese: readonly Attesa[];
  readonly autore: Autore;
  /** What is done to what was there already, in one Italian word: `variata` unless told. */
  readonly azione?: string;
  readonly motivo?: string | null;
  /** Checks everything and changes nothing. */
  readonly verifica?: boolean;
}

/** A thing that was changed, as it is now published. */
export interface Variata {
  readonly genere: GenereCopia;
  readonly id: string;
  readonly revisione: number;
}

/** Below what a message takes, with room for what surrounds it: some 2,000 members of an ambito. */
const LARGEST_THING_BYTES = 200 * 1024;
/** Two keys of an advisory lock: what one change leaves coherent and another too may not be so together. */
const LOCK = '21256, 2';

/** First statement, after `waitForLoad`, of a change that looks at the registries before it writes them: none other is under way. */
export async function waitForRegistri(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
}

/** The one way to change the registries by API or file: rows, what the other services are told, and history, all or nothing. */
@Injectable()
export class ScriviRegistro {
  constructor(
    private readonly database: Database,
    private readonly leggi: LeggiRegistro,
    private readonly pubblicato: RegistroPubblicato,
    private readonly storia: Storia,
  ) {}

  /**
   * @param limitMs longer than a transaction usually lasts for a file, which may change every row there is
   * @returns what changed, with its new revisions; nothing when all was so already
   * @throws RegistroIncoerente (`variazione_rifiutata`), Problem `variazione_contesa`, and what `change` throws
   */
  async write(variazione: Variazione, limitMs?: number): Promise<Variata[]> {
    const options = limitMs === undefined ? {} : { limitMs };
    return this.database.transaction('consumer', {}, (tx) => this.writeWithin(tx, variazione), options);
  }

  /** As `write`, as a part of a larger change. */
  async writeWithin(tx: Tx, variazione: Variazione): Promise<Variata[]> {
    await this.pubblicato.waitForLoad(tx);
    await waitForRegistri(tx);
    const before = await this.leggi.read(tx);
    const after = variazione.change(before);
    await checkRevisions(tx, variazione.attese);
    const problemi = findProblemiNuovi(before, after, await this.leggi.readComuni(tx, after));
    if (problemi.length > 0) throw new RegistroIncoerente(problemi);
    const differenze = compare(aggregatiOfRegione(before), aggregatiOfRegione(after));
    const troppo = differenze.flatMap(({ dopo }) => (dopo === undefined ? [] : findTroppo(dopo)));
    if (troppo.length > 0) throw new RegistroIncoerente(troppo);
    return variazione.verifica === true ? [] : this.#write(tx, differenze, variazione);
  }

  async #write(tx: Tx, differenze: readonly Differenza[], variazione: Variazione): Promise<Variata[]> {
    if (differenze.length === 0) return [];
    const stale = differenze.flatMap(({ prima }) => (prima === undefined ? [] : [prima.voce.id]));
    const fresh = differenze.flatMap(({ dopo }) => (dopo === undefined ? [] : [dopo]));
    await rewriteRows(tx, stale, fresh);
    const told = await this.pubblicato.write(
      tx,
      differenze.map(({ prima, dopo }) => {
        const { genere, id } = (dopo ?? prima)!.voce;
        return { genere, id, contenuto: dopo?.voce.contenuto ?? null, provenienza: dopo?.righe };
      }),
    );
    const { autore, azione = 'variata', motivo = null } = variazione;
    await this.storia.write(
      tx,
      ...differenze.map(({ prima, dopo }) => {
        const { genere, id } = (dopo ?? prima)!.voce;
        return {
          ...autore,
          genere,
          cosa: id,
          azione: prima === undefined ? 'registrata' : dopo === undefined ? 'tolta' : azione,
          prima: prima?.voce.contenuto ?? null,
          dopo: dopo?.voce.contenuto ?? null,
          motivo,
        };
      }),
    );
    return told.map(({ genere, id, revisione }) => ({ genere, id, revisione }));
  }
}

/** A thing before and after; one of the two may be missing. */
interface Differenza {
  readonly prima?: Aggregato | undefined;
  readonly dopo?: Aggregato | undefined;
}

function compare(before: readonly Aggregato[], after: readonly Aggregato[]): Differenza[] {
  const prime = new Map(before.map((aggregato) => [chiaveOf(aggregato.voce), aggregato]));
  const dopo = new Map(after.map((aggregato) => [chiaveOf(aggregato.voce), aggregato]));
  const changed = after.flatMap((aggregato): Differenza[] => {
    const prima = prime.get(chiaveOf(aggregato.voce));
    return prima !== undefined && improntaOf(prima) === improntaOf(aggregato) ? [] : [{ prima, dopo: aggregato }];
  });
  const gone = before.filter(({ voce }) => !dopo.has(chiaveOf(voce))).map((prima): Differenza => ({ prima }));
  return [...changed, ...gone];
}

/** A thing travels whole in one message: one that grew past it could be told to nobody. */
function findTroppo({ voce, righe }: Aggregato): Problema[] {
  if (Buffer.byteLength(JSON.stringify(voce)) <= LARGEST_THING_BYTES) return [];
  const [nome] = [...(righe.ente ?? []), ...(righe.ambito ?? [])].map(({ denominazione }) => String(denominazione));
  return [
    { file: nome ?? voce.genere, riga: null, campo: voce.genere, messaggio: 'ha troppe righe: al più un migliaio' },
  ];
}

/** @throws Problem `variazione_contesa` when somebody changed it since, or took it away */
async function checkRevisions(tx: Tx, attese: readonly Attesa[]): Promise<void> {
  if (attese.length === 0) return;
  const [found] = await tx.query<{ uguali: number }>(
    `SELECT count(*)::int AS uguali FROM jsonb_to_recordset($1::jsonb) AS attesa (genere text, id text, revisione integer)
       JOIN voce_pubblicata USING (genere, id, revisione) WHERE contenuto IS NOT NULL`,
    [JSON.stringify(attese)],
  );
  if (found!.uguali !== attese.length) throw nomenclatoreProblem('variazione_contesa');
}
