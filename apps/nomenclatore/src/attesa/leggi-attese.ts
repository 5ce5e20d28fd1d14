import { Injectable } from '@nestjs/common';
import { Database, type SessionScope } from '#libs/persistence';
import type { Vista } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { EntiRaggiungibili } from '../chiamanti/enti-raggiungibili.js';
import { VistaPubblicata } from '../traduzioni/vista-pubblicata.js';
import type { CodiceAtteso, CodiciAttesi } from './modelli-attesa.js';
import { motivoOf } from './motivo-attesa.js';
import { SuggerisciVoci, type SuggerimentoConNome } from './suggerisci-voci.js';

interface Gruppo {
  readonly ente: string;
  readonly codice: string;
  readonly righe: number;
  readonly dal: Date;
  readonly primo_giorno: string;
  readonly ultimo_giorno: string;
  readonly totale: number;
  readonly in_tutto: number;
}

/** Codes that righe wait for, those that hold most of them first, with what they probably are. */
@Injectable()
export class LeggiAttese {
  constructor(
    private readonly database: Database,
    private readonly pubblicata: VistaPubblicata,
    private readonly raggiungibili: EntiRaggiungibili,
    private readonly suggerisci: SuggerisciVoci,
  ) {}

  /** Of all enti the caller may see. */
  async readAll(caller: Caller, limite: number): Promise<CodiciAttesi> {
    return this.#read(await this.raggiungibili.scopeOf(caller), null, limite);
  }

  /** @throws Problem `ente_sconosciuto` */
  async readOf(caller: Caller, codice: string, limite: number): Promise<CodiciAttesi> {
    const { id } = await this.raggiungibili.find(caller, codice);
    return this.#read({ enti: id }, id, limite);
  }

  async #read(scope: SessionScope, ente: string | null, limite: number): Promise<CodiciAttesi> {
    const gruppi = await this.database.statement<Gruppo & Record<string, unknown>>(
      'api',
      scope,
      `SELECT ente, codice, sum(righe)::integer AS righe, min(dal) AS dal, min(primo_giorno) AS primo_giorno, max(ultimo_giorno) AS ultimo_giorno,
              (count(*) OVER ())::integer AS totale, (sum(sum(righe)) OVER ())::integer AS in_tutto
         FROM codice_in_attesa WHERE $1::uuid IS NULL OR ente = $1
        GROUP BY ente, codice ORDER BY sum(righe) DESC, min(dal), ente, codice LIMIT $2`,
      [ente, limite],
    );
    const vista = await this.pubblicata.current();
    const codici = gruppi.map((gruppo) => codiceOf(vista, gruppo));
    const [proposte, nomi, suggeriti] = await Promise.all([
      this.#proposte(codici),
      this.#nomi(codici),
      this.#suggeriti(vista, codici),
    ]);
    return {
      righe: gruppi[0]?.in_tutto ?? 0,
      totale: gruppi[0]?.totale ?? 0,
      codici: codici.map((one, at) => ({
        ...one,
        denominazione: nomi.get(chiaveOf(one)) ?? null,
        proposta: proposte.has(chiaveOf(one)),
        suggerimenti: (suggeriti.get(at) ?? []).map(({ codice, denominazione, punteggio, ragioni }) => ({
          codice,
          denominazione,
          punteggio,
          ragioni: ragioni.map(({ testo }) => testo),
        })),
      })),
    };
  }

  /** Only what the ente can mend by a choice of its own is worth a suggestion. */
  async #suggeriti(vista: Vista, codici: readonly CodiceAtteso[]): Promise<ReadonlyMap<number, SuggerimentoConNome[]>> {
    const open = codici.flatMap(({ ente, sistema, codice, motivo, ultimo_giorno: giorno }, at) =>
      motivo !== 'senza_associazione' || sistema === null
        ? []
        : [{ at, ente: { id: ente, ambito: vista.ambitoOf(ente, giorno)?.codice ?? null }, sistema, codice, giorno }],
    );
    const found = await this.suggerisci.suggest(vista, open);
    return new Map(open.map(({ at }, index) => [at, found[index]!]));
  }

  async #proposte(codici: readonly CodiceAtteso[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.statement<{ chiave: string }>(
      'consumer',
      {},
      `SELECT DISTINCT da || '|' || codice AS chiave FROM associazione
        WHERE stato = 'proposta' AND da || '|' || codice = ANY ($1)`,
      [codici.map(chiaveOf)],
    );
    return new Set(rows.map(({ chiave }) => chiave));
  }

  async #nomi(codici: readonly CodiceAtteso[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.statement<{ chiave: string; denominazione: string }>(
      'consumer',
      {},
      `SELECT DISTINCT ON (chiave) versione.sistema || '|' || voce.codice AS chiave, voce.denominazione
         FROM unnest($1::text[], $2::text[]) AS chiesto (sistema, codice)
         JOIN versione_nomenclatura versione ON versione.sistema = chiesto.sistema
         JOIN voce_nomenclatura voce ON voce.versione_id = versione.id AND voce.codice = chiesto.codice
        ORDER BY chiave, versione.dal DESC`,
      [codici.map(({ sistema }) => sistema), codici.map(({ codice }) => codice)],
    );
    return new Map(rows.map(({ chiave, denominazione }) => [chiave, denominazione]));
  }
}

/** What ingestion adds up where an ente waits for more codes than a picture has room for. */
const ALTRI_CODICI = '/';

function codiceOf(vista: Vista, gruppo: Gruppo): CodiceAtteso {
  const { ente, codice, righe, dal, primo_giorno, ultimo_giorno } = gruppo;
  return {
    ente,
    ente_denominazione: vista.ente(ente)?.denominazione ?? '',
    codice,
    denominazione: null,
    sistema: vista.sistemaLocaleOf(ente, ultimo_giorno) ?? null,
    righe,
    dal,
    primo_giorno,
    ultimo_giorno,
    motivo: codice === ALTRI_CODICI ? 'altri_codici' : motivoOf(vista.codifica(ente, codice, ultimo_giorno)),
    proposta: false,
    suggerimenti: [],
  };
}

function chiaveOf({ sistema, codice }: CodiceAtteso): string {
  return `${sistema ?? ''}|${codice}`;
}
