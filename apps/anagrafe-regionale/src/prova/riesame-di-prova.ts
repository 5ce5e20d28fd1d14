import { Database, type Tx } from '#libs/persistence';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { AnnullaDecisione } from '../riesame/decisioni/annulla-decisione.js';
import { DecisioneRifiutata } from '../riesame/decisioni/decisione-rifiutata.js';
import { DistinguiPersone } from '../riesame/decisioni/distingui-persone.js';
import { SeparaPersona } from '../riesame/decisioni/separa-persona.js';
import { UnisciPersone } from '../riesame/decisioni/unisci-persone.js';
import type { AnagrafeDiProva } from './anagrafe-di-prova.js';
import { ENTI } from './riferimenti-di-prova.js';
import { recordIdOf } from './righe-di-prova.js';

const CHI = { attore: { ente: ENTI.regione.id, clientId: 'regione', soggetto: 'steward' }, motivo: 'documenti visti' };

/** A steward at work in a registry of tests, each decision in a transaction of its own. A refusal is its name. */
export class RiesameDiProva {
  constructor(private readonly anagrafe: AnagrafeDiProva) {}

  unite(a: string, b: string, dubbio?: { id: string; revisione?: string }) {
    return this.#decide((tx) => this.anagrafe.get(UnisciPersone).unite(tx, { persone: [a, b], dubbio, ...CHI }));
  }

  /** @param record any names */
  separate(persona: string, record: readonly string[]) {
    return this.#decide((tx) =>
      this.anagrafe.get(SeparaPersona).separate(tx, { persona, record: record.map(recordIdOf), ...CHI }),
    );
  }

  distinguish(a: string, b: string) {
    return this.#decide((tx) => this.anagrafe.get(DistinguiPersone).distinguish(tx, { persone: [a, b], ...CHI }));
  }

  undo(decisa: { readonly operazione: string } | { readonly rifiuto: string }) {
    const operazione = 'operazione' in decisa ? decisa.operazione : '00000000-0000-4000-8000-000000000000';
    return this.#decide((tx) => this.anagrafe.get(AnnullaDecisione).undo(tx, { operazione, ...CHI }));
  }

  /** Whose a record is. @param record any name */
  async of(record: string): Promise<string> {
    const rows = await this.rows<{ id: string }>(
      `SELECT persona_id AS id FROM anagrafe_regionale.scheda WHERE record_id = decode('${recordIdOf(record)}', 'hex')`,
    );
    return rows[0]!.id;
  }

  /** All that is worked out from schede and decisions, opened. */
  async stato() {
    const persone = await this.rows<Record<string, unknown> & { id: string; riservato: Buffer; unita: string | null }>(
      `SELECT id, cognome, nome, anno_nascita AS "annoNascita", data_nascita AS "dataNascita", comune_residenza AS "comuneResidenza",
         vita, data_decesso::text, dubbia, unita_in AS unita, protetta, riservato FROM anagrafe_regionale.persona ORDER BY id`,
    );
    const riservati = this.anagrafe.get(DatiRiservati);
    return {
      persone: persone.map(({ riservato, ...row }) => ({
        ...row,
        aperta: row.unita === null ? riservati.openPersona(row.id, row as never, riservato) : undefined,
      })),
      codici: await this.rows(`SELECT * FROM anagrafe_regionale.persona_codice ORDER BY 1, 2`),
      schede: await this
        .rows(`SELECT record_id, persona_id, decisa, k_cognome_data, k_nome_data, k_coppia_anno, k_luogo_data
        FROM anagrafe_regionale.scheda ORDER BY 1`),
      altri: await this.rows(
        `SELECT record_id, persona_id, indice FROM anagrafe_regionale.scheda_codice ORDER BY 1, 3`,
      ),
      aperti: await this.rows(`SELECT record_id, persona_id, decisione, punteggio, modello
        FROM anagrafe_regionale.legame WHERE al IS NULL ORDER BY 1`),
      dubbi: await this.rows(`SELECT persona_a, persona_b, punteggio FROM anagrafe_regionale.possibile_duplicato
        WHERE stato = 'aperto' ORDER BY 1, 2`),
      distinti: await this.rows(
        `SELECT persona_a, persona_b FROM anagrafe_regionale.distinti WHERE al IS NULL ORDER BY 1, 2`,
      ),
      radici: await this.rows(`SELECT persona_id, radice FROM anagrafe_regionale.radice_persona ORDER BY 1`),
      residenze: await this
        .rows(`SELECT persona_id, genere, comune, dal::text, al::text FROM anagrafe_regionale.residenza
        WHERE noto_al IS NULL ORDER BY 1, 2, 3, 4`),
    };
  }

  rows<T>(sql: string): Promise<T[]> {
    return this.anagrafe.database.admin<T>(sql);
  }

  async #decide<T extends object>(work: (tx: Tx) => Promise<T>): Promise<T | { readonly rifiuto: string }> {
    try {
      return await this.anagrafe.get(Database).transaction('consumer', {}, work, { retries: 3 });
    } catch (error) {
      if (error instanceof DecisioneRifiutata) return { rifiuto: error.esito };
      throw error;
    }
  }
}
