import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Vista } from '#libs/riferimenti';
import { type Obiettivo, prepareObiettivo } from '../suggerimenti/obiettivo.js';
import { suggest } from '../suggerimenti/suggest.js';
import type { AssociazioneVicina, Suggerimento, VoceLocale, VoceObiettivo } from '../suggerimenti/tipi.js';
import { type Vicini, prepareVicini } from '../suggerimenti/vicini.js';

/** A code without associazione, whose it is, and the day on which it is needed. */
export interface CodiceDaAssociare {
  readonly ente: { readonly id: string; readonly ambito: string | null };
  readonly sistema: string;
  readonly codice: string;
  readonly giorno: string;
}

/** A suggestion with the name of what it suggests. */
export interface SuggerimentoConNome extends Suggerimento {
  readonly denominazione: string;
}

interface VoceConDestinazioni extends VoceLocale {
  readonly sistema: string;
}

/** What suggestions are chosen from. */
interface ObiettivoConNomi {
  readonly obiettivo: Obiettivo;
  readonly nomi: ReadonlyMap<string, string>;
  /** Items that others stand under. */
  readonly titoli: ReadonlySet<string>;
}

const REGIONE = 'REG';
const SUGGERIMENTI = 3;
/** Compared with a whole nomenclature without a pause: some tens of milliseconds. Five hundred may be asked for. */
const CODES_AT_A_TIME = 10;

/** Suggests regional items for local codes, from their names, from what other enti did, and from what the code was before. */
@Injectable()
export class SuggerisciVoci {
  /** Of the last view asked about: made once for a thousand codes, and again when anything is published. */
  #vicini: { readonly vista: Vista; readonly vicini: Promise<Vicini> } | undefined;

  constructor(private readonly database: Database) {}

  /** @returns for each code, in their order, at most three */
  async suggest(vista: Vista, codici: readonly CodiceDaAssociare[]): Promise<SuggerimentoConNome[][]> {
    if (codici.length === 0) return [];
    const versioni = codici.map(({ giorno }) => vista.nomenclatura(REGIONE, giorno)?.versione);
    const obiettivi = new Map(
      await Promise.all(
        [...new Set(versioni.filter((one) => one !== undefined))].map(
          async (versione) => [versione, await this.#obiettivo(versione)] as const,
        ),
      ),
    );
    const [vicini, voci] = await Promise.all([this.#viciniOf(vista), this.#vociOf(codici)]);
    const suggeriti: SuggerimentoConNome[][] = [];
    for (const [at, { ente, sistema, codice }] of codici.entries()) {
      if (at > 0 && at % CODES_AT_A_TIME === 0) await setImmediate();
      const found = obiettivi.get(versioni[at] ?? '');
      const voce = voci.get(`${sistema}|${codice}`);
      if (found === undefined || voce === undefined) {
        suggeriti.push([]);
        continue;
      }
      const { obiettivo, nomi, titoli } = found;
      const richiedente = { codice: ente.id, ambito: ente.ambito };
      const likely = suggest({ voce, ente: richiedente, obiettivo, vicini, massimo: 2 * SUGGERIMENTI });
      // A mere heading leads nowhere: righe mapped to it would wait on.
      const useful = likely.filter(({ codice: to }) => !titoli.has(to) || leadsOn(vista, to, codici[at]!.giorno));
      suggeriti.push(
        useful.slice(0, SUGGERIMENTI).map((one) => Object.assign(one, { denominazione: nomi.get(one.codice)! })),
      );
    }
    return suggeriti;
  }

  async #obiettivo(versione: string): Promise<ObiettivoConNomi> {
    const voci = await this.database.statement<VoceObiettivo & Record<string, unknown>>(
      'consumer',
      {},
      `SELECT codice, denominazione, descrizione, padre, attributi->>'area' AS area,
              coalesce((SELECT jsonb_agg(uno) FROM jsonb_array_elements(
                CASE jsonb_typeof(attributi->'sostituisce') WHEN 'array' THEN attributi->'sostituisce' ELSE '[]' END) AS uno), '[]') AS sostituisce
         FROM voce_nomenclatura WHERE versione_id = $1 ORDER BY posizione`,
      [versione],
    );
    return {
      obiettivo: prepareObiettivo(voci),
      nomi: new Map(voci.map((voce) => [voce.codice, voce.denominazione])),
      titoli: new Set(voci.flatMap(({ padre }) => padre ?? [])),
    };
  }

  #viciniOf(vista: Vista): Promise<Vicini> {
    if (this.#vicini?.vista === vista) return this.#vicini.vicini;
    const read = { vista, vicini: this.#readVicini() };
    this.#vicini = read;
    // A failure is told to those who wait for it, and not to everybody until something is published.
    read.vicini.catch(() => {
      if (this.#vicini === read) this.#vicini = undefined;
    });
    return read.vicini;
  }

  async #readVicini(): Promise<Vicini> {
    const associazioni = await this.database.statement<AssociazioneVicina & Record<string, unknown>>(
      'consumer',
      {},
      `SELECT DISTINCT legame.ente, ambito.codice AS ambito, legame.codice, voce.denominazione, destinazione
         FROM associazione legame CROSS JOIN unnest(legame.destinazioni) AS destinazione
         JOIN LATERAL (SELECT detta.denominazione FROM voce_nomenclatura detta JOIN versione_nomenclatura versione ON versione.id = detta.versione_id
                        WHERE versione.sistema = legame.da AND detta.codice = legame.codice ORDER BY versione.dal DESC LIMIT 1) voce ON true
         LEFT JOIN appartenenza ON appartenenza.ente = legame.ente AND appartenenza.al IS NULL
         LEFT JOIN ambito ON ambito.id = appartenenza.ambito
        WHERE legame.stato IN ('approvata', 'chiusa') AND legame.a = $1 AND legame.ente IS NOT NULL`,
      [REGIONE],
    );
    return prepareVicini(associazioni);
  }

  /** The codes as their lists name them last, with what they were associated to before. */
  async #vociOf(codici: readonly CodiceDaAssociare[]): Promise<ReadonlyMap<string, VoceConDestinazioni>> {
    const rows = await this.database.statement<VoceConDestinazioni & Record<string, unknown>>(
      'consumer',
      {},
      `SELECT chiesto.sistema, chiesto.codice, voce.denominazione, voce.descrizione, padre.denominazione AS "denominazionePadre",
              coalesce((SELECT jsonb_agg(DISTINCT destinazione) FROM associazione legame CROSS JOIN unnest(legame.destinazioni) AS destinazione
                         WHERE legame.da = chiesto.sistema AND legame.codice = chiesto.codice AND legame.a = $3
                           AND legame.stato IN ('approvata', 'chiusa')), '[]') AS "destinazioniPrecedenti"
         FROM unnest($1::text[], $2::text[]) AS chiesto (sistema, codice)
         JOIN LATERAL (SELECT voce.*, versione.id AS versione FROM voce_nomenclatura voce JOIN versione_nomenclatura versione ON versione.id = versione_id
                        WHERE versione.sistema = chiesto.sistema AND voce.codice = chiesto.codice ORDER BY versione.dal DESC LIMIT 1) voce ON true
         LEFT JOIN voce_nomenclatura padre ON padre.versione_id = voce.versione_id AND padre.codice = voce.padre`,
      [codici.map(({ sistema }) => sistema), codici.map(({ codice }) => codice), REGIONE],
    );
    return new Map(rows.map((voce) => [`${voce.sistema}|${voce.codice}`, voce]));
  }
}

function leadsOn(vista: Vista, codice: string, giorno: string): boolean {
  const { esito } = vista.traduci({ da: REGIONE, a: 'SIUSS', codice, giorno });
  return esito === 'tradotto' || esito === 'scelta_mancante';
}
