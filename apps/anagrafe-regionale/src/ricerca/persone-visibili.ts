import { Injectable } from '@nestjs/common';
import type { Statement } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { type DatiInChiaro, DatiRiservati } from '../persona/dati-riservati.js';
import { LEGAMI, type LegamiLetti, legamiFrom } from '../visibilita/legami-letti.js';
import { mostra } from '../visibilita/profili.js';
import type { Visibile } from '../visibilita/profilo.js';
import type { Domanda } from '../visibilita/regole.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { PERSONE_MOSTRATE, type RispostaPersona, SCHEDE_MOSTRATE } from './risposta.js';

/** A row that row-level security lets through. */
export interface RigaPersona extends DatiInChiaro {
  readonly id: string;
  readonly dubbia: boolean;
  readonly riservato: Buffer;
  readonly legami: LegamiLetti;
  readonly schede: RispostaPersona['schede'];
}

/** A person with the rule by which it is shown. */
export interface PersonaVisibile {
  readonly persona: RispostaPersona;
  readonly regola: Visibile['regola'];
  readonly comune: string | null;
}

/**
 * In doubt is a person whose code another has, and only if the caller may see that other too: a doubt about somebody else's person
 * would tell that this person exists.
 */
const PERSONE = `SELECT p.id, p.cognome, p.nome, p.anno_nascita AS "annoNascita", p.data_nascita AS "dataNascita",
    p.comune_residenza AS "comuneResidenza", p.riservato,
    EXISTS (SELECT FROM persona_codice mio JOIN persona_codice suo ON suo.indice = mio.indice AND suo.persona_id <> mio.persona_id
      WHERE mio.persona_id = p.id) AS dubbia,
    ${LEGAMI} AS legami,
    coalesce((SELECT jsonb_agg(to_jsonb(m) ORDER BY m.accettata_il DESC, m.record) FROM (
      SELECT encode(s.record_id, 'hex') AS record, s.revisione, s.riga_id AS riga, s.tracciato, s.ente_erogatore,
        to_char(s.accettata_il AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS accettata_il
      FROM scheda s WHERE s.persona_id = p.id AND s.ente_erogatore = ANY ($2::uuid[])
      ORDER BY s.accettata_il DESC, s.record_id LIMIT ${SCHEDE_MOSTRATE}) m), '[]') AS schede
  FROM persona p WHERE p.id`;

/** Asks for persons as a caller, and shows of each what the rules give. */
@Injectable()
export class PersoneVisibili {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly riservati: DatiRiservati,
    private readonly visibilita: Visibilita,
  ) {}

  /** @param indice blind index of a code, hex */
  byCodice(indice: string, { entiPropri }: Richiedente): Statement {
    return {
      sql: {
        name: 'snodo_anagrafe_per_codice',
        text: `${PERSONE} IN (SELECT persona_id FROM persona_codice WHERE indice = $1) ORDER BY p.id LIMIT ${PERSONE_MOSTRATE}`,
      },
      params: [Buffer.from(indice, 'hex'), entiPropri],
    };
  }

  byId(id: string, { entiPropri }: Richiedente): Statement {
    return { sql: { name: 'snodo_anagrafe_per_id', text: `${PERSONE} = $1` }, params: [id, entiPropri] };
  }

  show(rows: readonly RigaPersona[], chi: Richiedente, domanda: Domanda): PersonaVisibile[] {
    return rows.flatMap((row) => {
      const found = this.visibilita.visibileOf(chi, legamiFrom(row.legami), domanda);
      if (found === undefined) return [];
      return [{ persona: this.#answerOf(row, found), regola: found.regola, comune: row.comuneResidenza }];
    });
  }

  #answerOf({ id, dubbia, riservato, schede, ...row }: RigaPersona, { profilo }: Visibile): RispostaPersona {
    const { cognome, nome, annoNascita, dataNascita, comuneResidenza } = row;
    const chiari = { cognome, nome, annoNascita, dataNascita, comuneResidenza };
    const { codice, sesso } = this.riservati.openPersona(id, chiari, riservato);
    const denominazione =
      comuneResidenza === null ? undefined : this.riferimenti.territorio.comuneByIstat(comuneResidenza)?.denominazione;
    return {
      id,
      profilo,
      dubbia,
      codice_fiscale: codice ?? null,
      cognome,
      nome,
      sesso: sesso ?? null,
      anno_nascita: annoNascita,
      comune_residenza:
        comuneResidenza === null ? null : { codice_istat: comuneResidenza, denominazione: denominazione ?? null },
      schede: mostra(profilo, 'schede') ? schede : [],
    };
  }
}
