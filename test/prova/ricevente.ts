import {
  type MessageType,
  type RigaAccettata,
  type RighePsPsaSinaAccettateV1,
  righePsPsaSinaAccettateV1,
} from '#libs/contracts';
import { Bus, type Handler, MESSAGING_MIGRATIONS, type TransportOptions } from '#libs/messaging';
import { type Database, enableRls, grant, migration, policy } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { TestDatabase } from '#libs/testing';

/** A receiver of accepted righe that writes down every riga it hears of: a riga heard twice is a second row. */
export const RICEVENTE_MIGRATIONS = [
  ...MESSAGING_MIGRATIONS,
  migration(1795230009000, 'ricevente di prova', ({ consumer }) => [
    `CREATE TABLE sentita (posto bigint GENERATED ALWAYS AS IDENTITY, riga jsonb NOT NULL)`,
    enableRls('sentita'),
    policy('sentita', { to: consumer, for: 'all', using: 'true' }),
    grant('sentita', ['select', 'insert'], consumer),
  ]),
];

/** Writes down every riga of a message, in the transaction that makes the message done. */
export const ricezione: Handler = {
  type: righePsPsaSinaAccettateV1,
  call: async (body, { tx }) => {
    const { righe } = body as RighePsPsaSinaAccettateV1;
    await tx.execute(`INSERT INTO sentita (riga) SELECT value FROM jsonb_array_elements($1::jsonb)`, [
      JSON.stringify(righe),
    ]);
  },
};

export interface Ricevente {
  /** Every riga heard so far, in the order in which their effects were committed. */
  sentite(): Promise<RigaAccettata[]>;
  /** Says something to the other apps, as the gateway of INPS would. */
  say<T extends object>(type: MessageType<T>, body: T, ente: string): Promise<void>;
  close(): Promise<void>;
}

export async function startRicevente(
  database: TestDatabase,
  transport: TransportOptions,
  prefix: string,
  chiaviMessaggi: string,
): Promise<Ricevente> {
  const own: Database = await database.open('inps-gateway');
  const bus = new Bus(own, { app: 'inps-gateway', transport, prefix, keyRing: KeyRing.fromSetting(chiaviMessaggi) });
  await bus.open([ricezione]);
  return {
    async sentite() {
      const rows = await database.admin<{ riga: RigaAccettata }>(
        `SELECT riga FROM inps_gateway.sentita ORDER BY posto`,
      );
      return rows.map(({ riga }) => riga);
    },
    say: (type, body, ente) =>
      own.transaction('consumer', {}, (tx) => bus.outbox.publish(tx, type, body, { key: ente, ente })),
    close: () => bus.close(),
  };
}
