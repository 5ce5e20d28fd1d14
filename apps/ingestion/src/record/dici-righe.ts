import { Injectable } from '@nestjs/common';
import { type MessageType, type RigheAccettate, righeAccettateOf } from '#libs/contracts';
import { Outbox, type SealedMessages } from '#libs/messaging';
import type { Tx } from '#libs/persistence';
import { findTracciato } from '#libs/tracciati';
import type { EsitoLettura } from '../validazione/esito-lettura.js';
import type { Intestazione } from '../validazione/intestazione.js';
import type { Lavoro } from '../validazione/lavori.js';
import { type ComuneMessaggio, type RigaDaDire, messageText } from './messaggio-righe.js';

/** A message of accepted righe, as the outbox wants it. */
export interface Messaggio {
  readonly key: string;
  readonly ente: string;
  /** `codice@versione`: it decides which message it is. */
  readonly tracciato: string;
  readonly json: string;
}

/** What all the righe of a delivery have in common. */
export type ComuneConsegna = Omit<ComuneMessaggio, 'enteErogatore' | 'testata'>;

export function comuneOf(
  { invioId, tracciato, enteMittente }: Pick<Lavoro, 'invioId' | 'tracciato' | 'enteMittente'>,
  { nomenclatura, fornitura }: EsitoLettura,
  accettateIl: Date,
): ComuneConsegna {
  const comune = { invioId, tracciato, enteMittente, nomenclatura, accettateIl };
  return fornitura === undefined ? comune : { ...comune, fornitura };
}

/** Righe of one delivery, few enough for a message, with the heading of each. */
export type GruppoDaDire = readonly (readonly [Intestazione, RigaDaDire])[];

/** Tells the other apps of accepted righe, by the message of their tracciato. */
@Injectable()
export class DiciRighe {
  constructor(private readonly outbox: Outbox) {}

  /** Encrypts, outside the database; nobody hears of it before `publish`. */
  async seal(messaggi: readonly Messaggio[]): Promise<SealedMessages> {
    const sealed = messaggi.map((messaggio) => this.outbox.sealWritten(typeOf(messaggio.tracciato), [messaggio]));
    return (await Promise.all(sealed)).flat();
  }

  publish(tx: Tx, sealed: SealedMessages): Promise<void> {
    return this.outbox.publishSealed(tx, sealed);
  }
}

function typeOf(nome: string): MessageType<RigheAccettate> {
  const tracciato = findTracciato(nome);
  if (tracciato === undefined) throw new Error(`tracciato ${nome} is not of this release`);
  return righeAccettateOf(tracciato.messaggio);
}

/** One message for each heading of a group: receivers are told once who answers for all that is in it. */
export function messaggiDiConsegna(comune: ComuneConsegna, gruppi: readonly GruppoDaDire[]): Messaggio[] {
  return gruppi.flatMap((gruppo) => {
    const perIntestazione = new Map<Intestazione, RigaDaDire[]>();
    for (const [intestazione, riga] of gruppo) {
      const righe = perIntestazione.get(intestazione);
      if (righe === undefined) perIntestazione.set(intestazione, [riga]);
      else righe.push(riga);
    }
    return Array.from(perIntestazione, ([{ enteErogatore, testata }, righe]) => ({
      key: comune.invioId,
      tracciato: comune.tracciato,
      ente: enteErogatore,
      json: messageText({ ...comune, enteErogatore, testata }, righe),
    }));
  });
}
