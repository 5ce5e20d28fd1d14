import { Injectable } from '@nestjs/common';
import type { Statement } from '#libs/persistence';
import { Riferimento } from '../persona/riferimento.js';
import { LEGAMI } from '../visibilita/legami-letti.js';
import type { Visibile } from '../visibilita/profilo.js';
import type { Domanda } from '../visibilita/regole.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { ComponiRisposta } from './componi-risposta.js';
import type { Criterio } from './criterio.js';
import { doveCercare } from './dove-cercare.js';
import { Luoghi } from './luoghi.js';
import type { RigaPersona } from './riga-persona.js';
import { PERSONE_MOSTRATE, type RispostaPersona, SCHEDE_MOSTRATE } from './risposta.js';

/** A person with the rule by which it is shown. */
export interface PersonaVisibile {
  readonly persona: RispostaPersona;
  readonly regola: Visibile['regola'];
  readonly comune: string | null;
}

/** Asked for each of her few residences: a question made ready for the whole statement costs more. */
const OGGI = `nullif(current_setting('snodo.oggi', true), '')::date`;

/** Rows read for an answer of at most `PERSONE_MOSTRATE`: some the rules may take away. */
const RIGHE_LETTE = 5 * PERSONE_MOSTRATE;

/**
 * In doubt is a person whose code another has, and only if the caller may see that other too: a doubt about somebody else's person
 * would tell that this person exists. The mark says whether anybody has one at all: of the others nothing is looked up.
 */
const PERSONE = `SELECT p.id, p.cognome, p.nome, p.anno_nascita AS "annoNascita", p.data_nascita AS "dataNascita",
    p.comune_residenza AS "comuneResidenza", p.riservato,
    p.dubbia AND in_dubbio(p.id) AS dubbia,
    ${LEGAMI} AS legami,
    ARRAY(SELECT encode(c.indice, 'hex') FROM persona_codice c WHERE c.persona_id = p.id) AS indici,
    (SELECT jsonb_build_object('id', r.id, 'dal', r.dal, 'indirizzo', encode(r.indirizzo, 'base64')) FROM residenza r
      WHERE r.persona_id = p.id AND r.genere = 'residenza' AND r.comune = p.comune_residenza AND r.noto_al IS NULL
        AND r.dal <= ${OGGI} AND (r.al IS NULL OR r.al >= ${OGGI}) ORDER BY r.dal DESC LIMIT 1) AS residenza,
    to_jsonb(ARRAY(SELECT jsonb_build_object('record', encode(s.record_id, 'hex'), 'revisione', s.revisione, 'riga', s.riga_id,
        'tracciato', s.tracciato, 'ente_erogatore', s.ente_erogatore,
        'accettata_il', to_char(s.accettata_il AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      FROM scheda s WHERE s.persona_id = p.id AND s.ente_erogatore = ANY ($1::uuid[])
      ORDER BY s.accettata_il DESC, s.record_id LIMIT ${SCHEDE_MOSTRATE})) AS schede
  FROM persona p WHERE`;

/** Asks for persons as a caller, and shows of each what the rules give. */
@Injectable()
export class PersoneVisibili {
  constructor(
    private readonly visibilita: Visibilita,
    private readonly risposta: ComponiRisposta,
    private readonly luoghi: Luoghi,
    private readonly riferimento: Riferimento,
  ) {}

  /** @param umano an operator chooses among given names; a system means one */
  byCriterio(criterio: Criterio, umano: boolean, { entiPropri }: Richiedente): Statement {
    const { nome, condizione, params } = doveCercare(criterio, umano, {
      indice: ({ identificativo }) => this.riferimento.indiciOf(identificativo).indice,
      comuni: (istat) => this.luoghi.codiciIstatOf(istat),
    });
    return {
      sql: { name: `snodo_anagrafe_per_${nome}`, text: `${PERSONE} ${condizione} ORDER BY p.id LIMIT ${RIGHE_LETTE}` },
      params: [entiPropri, ...params],
    };
  }

  /** @param id also of a person that was found to be another: that other is read */
  byId(id: string, { entiPropri }: Richiedente): Statement {
    const radice = 'coalesce((SELECT radice FROM radice_persona WHERE persona_id = $2::uuid), $2::uuid)';
    return { sql: { name: 'snodo_anagrafe_per_id', text: `${PERSONE} p.id = ${radice}` }, params: [entiPropri, id] };
  }

  show(rows: readonly RigaPersona[], chi: Richiedente, domanda: Domanda): PersonaVisibile[] {
    return rows.flatMap((row) => {
      const found = this.visibilita.visibileOf(chi, row.legami, domanda);
      if (found === undefined) return [];
      // Of a protected person the comune of residence does not learn who looked: it would learn that she is there.
      const comune = row.legami.protettaDa === null ? row.comuneResidenza : null;
      return [{ persona: this.risposta.answer(row, found, chi), regola: found.regola, comune }];
    });
  }

  /** What the register of accesses keeps of a search: a keyed reference. */
  riferimentoOf(criterio: Criterio): string {
    if (criterio.per === 'codice') return this.riferimento.ofRicerca(criterio.identificativo);
    const { cognome, nome, ...rest } = criterio;
    return this.riferimento.ofCriteri(JSON.stringify([cognome.chiave, nome?.chiave, ...Object.values(rest)]));
  }

  /** What the register keeps of an id that was asked for, whoever it is of. */
  riferimentoDi(id: string): string {
    return this.riferimento.ofPersona(id);
  }

  /** What the register keeps of a person shown. */
  mostrataOf({ persona, regola, comune }: PersonaVisibile) {
    return {
      esito: 'mostrata',
      regola,
      profilo: persona.profilo,
      persona: this.riferimento.ofPersona(persona.id),
      comune,
    } as const;
  }
}
