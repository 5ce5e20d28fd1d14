import { type MessageType, esitiRicevutiV1, flussiPrelevatiV1, flussiPubblicatiV1, righeNonTrasmissibiliV1 } from '#libs/contracts'; // prettier-ignore
import { Bus, type Handler, MESSAGING_MIGRATIONS } from '#libs/messaging';
import { type Database, enableRls, grant, migration, policy } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { TestDatabase } from '#libs/testing';

/** An ingestion that only speaks and listens: what the gateway tells it is written down, a thing heard twice twice. */
export const ASCOLTO_MIGRATIONS = [
  ...MESSAGING_MIGRATIONS,
  migration(1795230309000, 'ascolto di prova', ({ consumer }) => [
    `CREATE TABLE sentito (posto bigint GENERATED ALWAYS AS IDENTITY, tipo text NOT NULL, corpo jsonb NOT NULL)`,
    enableRls('sentito'),
    policy('sentito', { to: consumer, for: 'all', using: 'true' }),
    grant('sentito', ['select', 'insert'], consumer),
  ]),
];

const note = (type: MessageType<object>): Handler => ({
  type,
  call: async (body, { tx }) => {
    await tx.execute('INSERT INTO sentito (tipo, corpo) VALUES ($1, $2)', [type.name, JSON.stringify(body)]);
  },
});

export class IngestionInAscolto {
  private constructor(
    private readonly database: TestDatabase,
    private readonly own: Database,
    private readonly bus: Bus,
  ) {}

  static async open(database: TestDatabase, chiaviMessaggi: string): Promise<IngestionInAscolto> {
    const own = await database.open('ingestion');
    const keyRing = KeyRing.fromSetting(chiaviMessaggi);
    const bus = new Bus(own, { app: 'ingestion', transport: { kind: 'embedded' }, prefix: database.name, keyRing });
    await bus.open([righeNonTrasmissibiliV1, flussiPubblicatiV1, flussiPrelevatiV1, esitiRicevutiV1].map(note));
    return new IngestionInAscolto(database, own, bus);
  }

  /** Bodies of the messages of a type, in the order in which they took effect. */
  async sentiti<T extends object>(type: MessageType<T>): Promise<T[]> {
    const rows = await this.database.admin<{ corpo: T }>(
      'SELECT corpo FROM ingestion.sentito WHERE tipo = $1 ORDER BY posto',
      [type.name],
    );
    return rows.map(({ corpo }) => corpo);
  }

  async say<T extends object>(type: MessageType<T>, body: T, ente: string): Promise<void> {
    await this.own.transaction('consumer', {}, (tx) => this.bus.outbox.publish(tx, type, body, { key: ente, ente }));
  }

  close(): Promise<void> {
    return this.bus.close();
  }
}
