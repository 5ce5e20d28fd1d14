import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { codicePrincipale } from '../persona/codice-detto.js';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { RECORD_MOSTRATI } from './domanda.js';
import type { RispostaPersonaAperta, RispostaRecord } from './risposta-decisioni.js';

interface RigaRecord extends Omit<RispostaRecord, 'codice_fiscale'> {
  readonly comune_residenza: string | null;
  readonly riservato: Buffer;
}

const RECORD = `SELECT record, fonte, ente, tracciato, accettata_il, decisione, cognome, nome, anno_nascita, data_nascita, comune_residenza,
  riservato FROM record_riesame($1, $2)`;

/** Reads what each source says of a person that a steward has opened: who it is, as far as the minimum goes. */
@Injectable()
export class LeggiRecord {
  constructor(private readonly riservati: DatiRiservati) {}

  /** Without what is said of who it was before an adoption. Newest first, as many as may be separated at once. */
  async of(tx: Tx, persona: string): Promise<Pick<RispostaPersonaAperta, 'record' | 'altri_record'>> {
    const rows = await tx.query<RigaRecord>(RECORD, [persona, RECORD_MOSTRATI + 1]);
    const record = rows.slice(0, RECORD_MOSTRATI).map((row) => this.#shown(row));
    return { record, altri_record: rows.length > RECORD_MOSTRATI };
  }

  #shown({ comune_residenza, riservato, ...row }: RigaRecord): RispostaRecord {
    const chiari = {
      cognome: row.cognome,
      nome: row.nome,
      annoNascita: row.anno_nascita,
      dataNascita: row.data_nascita,
      comuneResidenza: comune_residenza,
    };
    const { codici } = this.riservati.openScheda(row.record, chiari, riservato);
    return { ...row, codice_fiscale: codicePrincipale(codici)?.codice ?? null };
  }
}
