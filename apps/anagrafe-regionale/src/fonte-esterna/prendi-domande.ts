import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx, legalDayOf, uuidv7 } from '#libs/persistence';
import { DatiRiservati, type DatiInChiaro } from '../persona/dati-riservati.js';
import { codiceDaChiedere } from './bisogni.js';
import type { DomandaFonte, FontePersone, NomeFonte } from './fonte-persone.js';
import type { Motivo } from './motivi.js';

/** Longer than any question takes, so that who holds it is dead when it ends. */
const PRESA_MS = 10 * 60_000;
/** Of the questions of a day those that nobody but an operator may ask. */
const PER_OPERATORI = 0.1;
/** While one question tries whether a source works again. */
const PROVA_MS = 60_000;

/** Who asks when nobody does. */
const ANAGRAFE = 'anagrafe-regionale';

const STATO = `INSERT INTO fonte_esterna AS f (fonte, giorno) VALUES ($1, $2)
  ON CONFLICT (fonte) DO UPDATE SET giorno = excluded.giorno, chieste = CASE WHEN f.giorno = excluded.giorno THEN f.chieste ELSE 0 END
  RETURNING chieste, guasti, ferma_fino AS "fermaFino"`;

const PRENDI = `UPDATE domanda_fonte SET presa = $3, presa_fino = $4 WHERE id = (
    SELECT id FROM domanda_fonte WHERE fonte = $1 AND prossima_il <= $2 AND (presa_fino IS NULL OR presa_fino <= $2) AND ($5 OR ente IS NOT NULL)
    ORDER BY urgenza, nata_il, id LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, persona_id AS "personaId", motivo, ente, utente, tentativi, versione`;

/** A protected person is asked about only for who protects her, whoever else asked; the others are not told that nobody is asked. */
const PERSONA = `SELECT p.id, p.cognome, p.nome, p.anno_nascita AS "annoNascita", p.data_nascita AS "dataNascita",
    p.comune_residenza AS "comuneResidenza", p.riservato
  FROM persona p WHERE p.unita_in IS NULL AND p.id = coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = $1), $1::uuid)
    AND (NOT p.protetta OR EXISTS (SELECT FROM protezione r WHERE r.al IS NULL AND r.ente = $2
      AND r.persona_id = ANY (ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = p.id) || p.id)))`;

const CONTA = `UPDATE fonte_esterna SET chieste = chieste + 1, ferma_fino = CASE WHEN guasti > 0 THEN $2::timestamptz ELSE ferma_fino END WHERE fonte = $1`;

const SEGNA = `INSERT INTO interrogazione_fonte (id, persona_id, fonte, motivo, ente, utente, operazione, chiesta_il)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

interface RigaDomanda {
  readonly id: string;
  readonly personaId: string;
  readonly motivo: Motivo;
  readonly ente: string | null;
  readonly utente: string | null;
  readonly tentativi: number;
  readonly versione: number;
}

type RigaPersona = DatiInChiaro & { readonly id: string; readonly riservato: Buffer };

/** A question that this process asks now, and nobody else. */
export interface DomandaPresa {
  readonly id: string;
  readonly persona: string;
  readonly fonte: NomeFonte;
  readonly presa: string;
  readonly versione: number;
  readonly tentativi: number;
  readonly guasti: number;
  /** Of the entry in the log. */
  readonly interrogazione: string;
  readonly domanda: DomandaFonte;
}

/** `nulla`: there is nothing to ask now; `lasciata`: there was a question that is not to be asked. */
export type Presa = DomandaPresa | 'nulla' | 'lasciata';

/** Takes questions from the queue: the most urgent first, within the threshold of the day, while the source works. */
@Injectable()
export class PrendiDomande {
  constructor(
    private readonly database: Database,
    private readonly riservati: DatiRiservati,
    private readonly clock: Clock,
  ) {}

  /** The question is in the log, and counted, before it leaves. */
  take({ nome, soglia, atto }: FontePersone): Promise<Presa> {
    return this.database.transaction('consumer', {}, async (tx): Promise<Presa> => {
      const adesso = this.clock.now();
      const giorno = legalDayOf(adesso);
      const [stato] = await tx.query<{ chieste: number; guasti: number; fermaFino: Date | null }>(STATO, [
        nome,
        giorno,
      ]);
      const { chieste, guasti, fermaFino } = stato!;
      if (chieste >= soglia || (fermaFino !== null && fermaFino > adesso)) return 'nulla';
      const daSole = chieste < Math.ceil(soglia * (1 - PER_OPERATORI));
      const presa = randomUUID();
      const until = new Date(adesso.getTime() + PRESA_MS);
      const [riga] = await tx.query<RigaDomanda>(PRENDI, [nome, adesso, presa, until, daSole]);
      if (riga === undefined) return 'nulla';
      const persona = await this.#personaOf(tx, riga);
      if (persona === undefined) {
        await this.#leave(tx, riga, nome, adesso);
        return 'lasciata';
      }
      await tx.execute(CONTA, [nome, new Date(adesso.getTime() + PROVA_MS)]);
      // A name that is never given twice, whatever the day that is asked about.
      const idOperazione = `${Date.now()}${String(randomInt(10_000)).padStart(4, '0')}`;
      const utente = riga.utente ?? ANAGRAFE;
      const interrogazione = uuidv7(adesso);
      const entry = [interrogazione, persona.id, nome, riga.motivo, riga.ente, riga.utente, idOperazione, adesso];
      await tx.execute(SEGNA, entry);
      return {
        ...riga,
        persona: persona.id,
        fonte: nome,
        presa,
        guasti,
        interrogazione,
        domanda: { idOperazione, codiceFiscale: persona.codice, giorno, motivo: atto, utente },
      };
    });
  }

  /** Of what an ente asked it is kept that it asked: who has its requests counted must not see from the count whose were left. */
  async #leave(tx: Tx, riga: RigaDomanda, fonte: NomeFonte, adesso: Date): Promise<void> {
    await tx.execute(`DELETE FROM domanda_fonte WHERE id = $1`, [riga.id]);
    if (riga.ente === null) return;
    const entry = [uuidv7(adesso), riga.personaId, fonte, riga.motivo, riga.ente, riga.utente, '', adesso];
    await tx.execute(SEGNA, entry);
    await tx.execute(`UPDATE interrogazione_fonte SET esito = 'non_chiesta' WHERE id = $1`, [entry[0]]);
  }

  async #personaOf(tx: Tx, { personaId, ente }: RigaDomanda): Promise<{ id: string; codice: string } | undefined> {
    const [row] = await tx.query<RigaPersona>(PERSONA, [personaId, ente]);
    if (row === undefined) return undefined;
    const { id, riservato, ...chiari } = row;
    const codice = codiceDaChiedere(this.riservati.openPersona(id, chiari, riservato).codici);
    return codice === undefined ? undefined : { id, codice };
  }
}
