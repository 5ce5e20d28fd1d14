import { Injectable } from '@nestjs/common';
import { maskText } from '#libs/observability';
import { Clock, type Sql, legalDayOf, uuidv7 } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { seesHousehold } from '../notifica/esame.js';
import { bitsOf } from '../variazione/gruppi.js';
import type { RichiestaSottoscrizione } from './domanda.js';
import { PersonaSeguibile } from './persona-seguibile.js';
import { COLONNE, type RigaSottoscrizione, type RispostaSottoscrizione, rispostaOf } from './risposta.js';
import { GIORNI_MASSIMI, Soggetti } from './sottoscrizione.js';

const DAY_MS = 86_400_000;

const APRI: Sql = {
  name: 'snodo_anagrafe_sottoscrivi',
  text: `INSERT INTO sottoscrizione (id, ente, persona_id, oggetto, gruppi, finalita, pratica, soggetto, client_id, dal, fino_al)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (persona_id, ente, oggetto, pratica) WHERE cessata_il IS NULL
    DO UPDATE SET gruppi = excluded.gruppi, finalita = excluded.finalita, fino_al = excluded.fino_al
    RETURNING ${COLONNE}`,
};

/** Lets an ente follow a person that it may see now. */
@Injectable()
export class ApriSottoscrizione {
  constructor(
    private readonly persone: PersonaSeguibile,
    private readonly soggetti: Soggetti,
    private readonly clock: Clock,
  ) {}

  /**
   * One subscription for each person, object and pratica of an ente: asked again, it is renewed.
   * @throws Problem pratica_non_ammessa, scadenza_non_ammessa, famiglia_non_visibile, and what `PersonaSeguibile.follow` throws
   */
  async open(caller: Caller, richiesta: RichiestaSottoscrizione): Promise<RispostaSottoscrizione> {
    const { persona, oggetto, gruppi, pratica, fino_al } = richiesta;
    const adesso = this.clock.now();
    const oggi = legalDayOf(adesso);
    const ultimo = legalDayOf(new Date(adesso.getTime() + GIORNI_MASSIMI * DAY_MS));
    // It goes into answers, and from there into other systems' logs: a code of a person must not travel with it.
    if (maskText(pratica) !== pratica) throw anagrafeProblem('pratica_non_ammessa');
    if (fino_al < oggi || fino_al > ultimo) throw anagrafeProblem('scadenza_non_ammessa');
    const aperta = await this.persone.follow(caller, persona, richiesta.finalita, async (tx, seguibile) => {
      const { personaId, finalita, visibile } = seguibile;
      // Refused after the commit: the look is in the register all the same.
      if (oggetto === 'famiglia' && !seesHousehold(visibile)) return undefined;
      const [riga] = await tx.query<RigaSottoscrizione>(APRI, [
        uuidv7(adesso),
        caller.ente,
        personaId,
        oggetto,
        bitsOf(gruppi),
        finalita,
        pratica,
        this.soggetti.of(caller.ente, oggetto, personaId),
        caller.clientId,
        adesso,
        fino_al,
      ]);
      return rispostaOf(riga!, oggi);
    });
    if (aperta === undefined) throw anagrafeProblem('famiglia_non_visibile');
    return aperta;
  }
}
