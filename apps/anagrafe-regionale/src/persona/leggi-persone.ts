import { Injectable } from '@nestjs/common';
import type { LegalDay } from '#libs/codici';
import type { Tx } from '#libs/persistence';
import { conChiavi } from './con-chiavi.js';
import type { DatiDetti, Scheda } from './dati-persona.js';
import { type DatiInChiaro, DatiRiservati } from './dati-riservati.js';
import type { Fonte } from './fonte.js';
import { Riferimento } from './riferimento.js';
import type { Persona } from './schede-note.js';

/** A person as it is stored, with the number of times it was written. */
export interface PersonaLetta extends Persona {
  readonly revisione: string;
}

/** A doubt is of codes: whether the person shares one with somebody who is not among those asked for. */
const schedeIn = (
  schede: string,
): string => `SELECT encode(s.record_id, 'hex') AS "recordId", s.revisione, s.persona_id AS "personaId",
    coalesce(p.dubbia, false) AS dubbia, coalesce(p.revisione, 0)::text AS "revisionePersona", s.fonte, s.comune_fonte AS "comuneFonte",
    coalesce(p.dubbia, false) AND EXISTS (SELECT FROM persona_codice mio JOIN persona_codice suo ON suo.indice = mio.indice
      WHERE mio.persona_id = p.id AND suo.persona_id <> ALL ($1::uuid[])) AS "dubbiaAltrove",
    s.ente_erogatore AS "enteErogatore", s.riga_id AS "rigaId", s.cognome, s.nome, s.anno_nascita AS "annoNascita",
    s.data_nascita AS "dataNascita", s.comune_residenza AS "comuneResidenza", s.vita, s.data_decesso AS "dataDecesso", s.riservato,
    s.accettata_il AS "accettataIl", s.decisa
  FROM (${schede}) s LEFT JOIN persona p ON p.id = s.persona_id`;

const TUTTE = {
  name: 'snodo_anagrafe_schede',
  text: schedeIn(`SELECT * FROM scheda WHERE persona_id = ANY ($1::uuid[])`),
};

/** A scheda whose digest is of another revision, or that has none, stands for itself. */
const DIVERSE = {
  name: 'snodo_anagrafe_schede_diverse',
  text: schedeIn(`(SELECT DISTINCT ON (persona_id, decisa, coalesce(CASE WHEN impronta_di = revisione THEN impronta END, record_id)) *
      FROM scheda WHERE persona_id = ANY ($1::uuid[]) AND record_id <> ALL ($2::bytea[])
      ORDER BY persona_id, decisa, coalesce(CASE WHEN impronta_di = revisione THEN impronta END, record_id), accettata_il DESC, record_id DESC)
    UNION ALL SELECT * FROM scheda WHERE record_id = ANY ($2::bytea[]) AND persona_id = ANY ($1::uuid[])`),
};

type RigaScheda = DatiInChiaro & {
  readonly recordId: string;
  readonly revisione: number;
  readonly personaId: string;
  readonly revisionePersona: string;
  readonly dubbia: boolean;
  readonly dubbiaAltrove: boolean;
  readonly fonte: Fonte;
  readonly comuneFonte: string | null;
  readonly enteErogatore: string;
  readonly rigaId: string | null;
  readonly vita: 'in_vita' | 'deceduta' | null;
  readonly dataDecesso: string | null;
  readonly riservato: Buffer;
  readonly accettataIl: Date;
  readonly decisa: boolean;
};

/** Reads persons with what is said of them. */
@Injectable()
export class LeggiPersone {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly riferimento: Riferimento,
  ) {}

  /**
   * @param variati records that are about to say something else: of the others, where several say the same the most recent is read, and
   *   whichever of these go, what is left is whole. Without them every scheda is read.
   * @returns those that have live schede
   */
  async read(tx: Tx, ids: readonly string[], variati?: readonly string[]): Promise<PersonaLetta[]> {
    if (ids.length === 0) return [];
    const persone = new Map<string, PersonaLetta & { schede: Scheda[] }>();
    const rows =
      variati === undefined
        ? tx.query<RigaScheda>(TUTTE, [ids])
        : tx.query<RigaScheda>(DIVERSE, [ids, variati.map((recordId) => Buffer.from(recordId, 'hex'))]);
    for (const row of await rows) {
      const { personaId: id, dubbia, dubbiaAltrove, revisionePersona: revisione } = row;
      const known = persone.get(id);
      const scheda = this.#schedaOf(row);
      if (known === undefined) persone.set(id, { id, dubbia, dubbiaAltrove, revisione, schede: [scheda] });
      else known.schede.push(scheda);
    }
    return [...persone.values()];
  }

  #schedaOf(row: RigaScheda): Scheda {
    const { recordId, revisione, fonte, enteErogatore } = row;
    const { cognome, nome, annoNascita, dataNascita, comuneResidenza } = row;
    const chiari = { cognome, nome, annoNascita, dataNascita, comuneResidenza };
    const dati: DatiDetti = {
      ...this.riservati.openScheda(recordId, chiari, row.riservato),
      vita: row.vita ?? undefined,
      dataDecesso: (row.dataDecesso ?? undefined) as LegalDay | undefined,
    };
    return conChiavi({
      recordId,
      revisione,
      fonte,
      comuneFonte: row.comuneFonte ?? undefined,
      enteErogatore,
      rigaId: row.rigaId ?? undefined,
      accettataIl: row.accettataIl.toISOString(),
      indici: dati.codici.map((codice) => this.riferimento.indiciOf(codice)),
      dati,
      decisa: row.decisa,
    });
  }
}
