import { Injectable } from '@nestjs/common';
import { Clock, type Tx, scopeUuids } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { Caller } from '#libs/security';
import { GuardaPersone, type Mostrato, type PersonaVista } from '../ricerca/guarda-persone.js';
import { mostra } from '../visibilita/profili.js';
import type { DomandaFamiglia } from '../famiglia/risposta.js';
import { type Momento, notaIn, parseMomento, valeIn } from './momento.js';
import { PERIODI_MOSTRATI, type RispostaStoria } from './risposta.js';

const ISTANTE = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
/** That something ceased to be believed while others protected the person would tell that she moved. */
const taciuta = (riga: string): string =>
  `EXISTS (SELECT FROM periodi_protetti($1, coalesce(${scopeUuids('enti_propri')}, '{}')) q
    WHERE ${riga}.noto_al >= q.dal AND (q.al IS NULL OR ${riga}.noto_al <= q.al))`;
const noto = (riga: string): string =>
  `to_char(${riga}.noto_dal AT TIME ZONE 'UTC', ${ISTANTE}) AS noto_dal,
    CASE WHEN NOT ${taciuta(riga)} THEN to_char(${riga}.noto_al AT TIME ZONE 'UTC', ${ISTANTE}) END AS noto_al`;

const residenze = (
  condition: string,
): string => `SELECT r.id, r.genere, r.comune, r.fonte, r.dal, r.al, r.indirizzo, ${noto('r')}
  FROM residenza r WHERE r.persona_id = $1 AND r.comune = ANY ($2::text[]) AND ${condition} ORDER BY r.dal DESC, r.id LIMIT ${PERIODI_MOSTRATI}`;
const famiglie = (condition: string): string => `SELECT f.comune, f.tipo, f.relazione, f.dal, f.al, ${noto('f')}
  FROM famiglia_componente f WHERE f.persona_id = $1 AND f.comune = ANY ($2::text[]) AND ${condition}
    AND EXISTS (SELECT FROM residenza r WHERE r.persona_id = f.persona_id AND r.genere = 'residenza' AND r.comune = f.comune AND ${notaIn('r', '$3')})
  ORDER BY f.dal DESC, f.id LIMIT ${PERIODI_MOSTRATI}`;

interface RigaPeriodo extends Omit<NonNullable<RispostaStoria['residenze']>[number], 'indirizzo'> {
  readonly id: string;
  readonly indirizzo: Buffer | null;
}

/** Reads where a person has lived and in which famiglie she has been, as it is known or as it was known to be. */
@Injectable()
export class LeggiStoria {
  constructor(
    private readonly guarda: GuardaPersone,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem momento_non_valido, finalita_non_ammessa, persona_sconosciuta */
  async read(caller: Caller, id: string, { finalita, caso, ...asked }: DomandaFamiglia): Promise<RispostaStoria> {
    const momento = parseMomento(asked, this.clock);
    const unGiorno = asked.valido_al !== undefined;
    return this.guarda.look(caller, { verbo: 'storia', id, finalita, caso }, (tx, lei) =>
      this.#show(tx, lei, momento, unGiorno),
    );
  }

  /** Of all days, unless one is asked for; only of the comuni of which the profile has the history. */
  async #show(
    tx: Tx,
    { id, profilo, comuniStoria }: PersonaVista,
    { validoAl, notoAl }: Momento,
    unGiorno: boolean,
  ): Promise<Mostrato<RispostaStoria>> {
    const risposta = { id, profilo, noto_al: notoAl.toISOString() };
    if (!mostra(profilo, 'storia')) return { risposta: { ...risposta, residenze: null, famiglie: null }, altre: [] };
    const when = (riga: string): string => (unGiorno ? valeIn(riga, '$4', '$3') : notaIn(riga, '$3'));
    const params = [id, comuniStoria, notoAl, ...(unGiorno ? [validoAl] : [])];
    const periodi = await tx.query<RigaPeriodo>(residenze(when('r')), params);
    const composte = await tx.query<NonNullable<RispostaStoria['famiglie']>[number]>(famiglie(when('f')), params);
    return {
      risposta: {
        ...risposta,
        residenze: periodi.map(({ id: periodo, indirizzo, ...rest }) => {
          const opened = indirizzo === null ? null : this.keyRing.decrypt(indirizzo, `residenza:${periodo}`).toString();
          return { ...rest, indirizzo: opened };
        }),
        famiglie: composte,
      },
      altre: [],
    };
  }
}
