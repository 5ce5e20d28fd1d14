import { Injectable } from '@nestjs/common';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { RegoleRiesame } from './regole-riesame.js';
import type { Decisa } from './esegui-decisione.js';
import type { Disposizione } from './esegui-proposta.js';

const GIORNI = 7;
const DAY_MILLISECONDS = 86_400_000;

const SCRIVI = `INSERT INTO proposta_riesame (id, tipo, persona_id, altra_id, annulla, record, quanti, ente, client_id, soggetto, motivo,
    proposta_il, scade_il) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;
const FATTA =
  'UPDATE proposta_riesame SET operazione = $2, confermata_da = $3, confermata_ente = $4, confermata_client = $5 WHERE id = $1';

/** About whom a proposal is: the two that were one, or are; of a separation the one, twice. */
export interface Riguarda {
  readonly persone: readonly [string, string];
  readonly quanti: number;
}

/** Keeps what one steward proposes until another confirms it: taking apart very much is not the decision of one. */
@Injectable()
export class Proposte {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
    private readonly regole: RegoleRiesame,
  ) {}

  /** Whether it takes two persons to move so many records. */
  areNeeded(quanti: number): boolean {
    return quanti > this.regole.recordDaConfermare;
  }

  /** It may be confirmed for seven days. */
  async write(tx: Tx, caller: Caller, { persone, quanti }: Riguarda, disposizione: Disposizione): Promise<Decisa> {
    const now = this.clock.now();
    const id = uuidv7(now);
    const { tipo, motivo } = disposizione;
    const record = disposizione.tipo === 'separazione' ? disposizione.record : [];
    await tx.execute(SCRIVI, [
      id,
      tipo,
      ...persone,
      disposizione.tipo === 'annullamento' ? disposizione.annulla : null,
      record.map((one) => Buffer.from(one, 'hex')),
      quanti,
      caller.ente,
      caller.clientId,
      caller.subject,
      this.keyRing.encrypt(Buffer.from(motivo), placeOf(id)),
      now,
      new Date(now.getTime() + GIORNI * DAY_MILLISECONDS),
    ]);
    const risposta = { tipo, stato: 'da_confermare' as const, decisione: null, proposta: id, persone: [persone[0]] };
    return { risposta, persone: [] };
  }

  motivoOf(id: string, sealed: Buffer): string {
    return this.keyRing.decrypt(sealed, placeOf(id)).toString();
  }

  async confirmed(tx: Tx, id: string, operazione: string, chi: Caller): Promise<void> {
    await tx.execute(FATTA, [id, operazione, chi.subject, chi.ente, chi.clientId]);
  }
}

function placeOf(id: string): string {
  return `proposta_riesame:${id}:motivo`;
}
