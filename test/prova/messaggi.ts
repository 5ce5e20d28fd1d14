import { inflateSync } from 'node:zlib';
import type { RigaAccettata, RigheAccettate, RighePsPsaSinaAccettateV1 } from '#libs/contracts';
import { KeyRing } from '#libs/security';
import type { TestDatabase } from '#libs/testing';

/** The messages of accepted righe that wait in the outbox of ingestion, in order. @param chiave of the messages: an invio; all when missing */
export async function messaggiRighe<T extends RigheAccettate = RighePsPsaSinaAccettateV1>(
  database: TestDatabase,
  chiaviMessaggi: string,
  chiave?: string,
  nome = 'righe.ps_psa_sina.accettate',
): Promise<T[]> {
  const ring = KeyRing.fromSetting(chiaviMessaggi);
  const rows = await database.admin<{ id: string; body: Buffer }>(
    `SELECT id, body FROM ingestion.outbox
     WHERE type = $2 || '.v1' AND ($1::text IS NULL OR envelope ->> 'key' = $1) ORDER BY id`,
    [chiave ?? null, nome],
  );
  return rows.map(({ id, body }) => {
    const plain = ring.decrypt(body, `${id} ${nome}`);
    return JSON.parse((plain[0] === 0x78 ? inflateSync(plain) : plain).toString()) as T;
  });
}

/** The righe of them, as often as they are told. */
export async function righePubblicate(
  database: TestDatabase,
  chiaviMessaggi: string,
  chiave?: string,
): Promise<RigaAccettata[]> {
  const messages = await messaggiRighe(database, chiaviMessaggi, chiave);
  return messages.flatMap(({ righe }) => righe);
}

/** Bodies of messages of another type, in order; not encrypted. */
export async function corpiDi<T>(database: TestDatabase, tipo: string): Promise<T[]> {
  const rows = await database.admin<{ body: Buffer }>(`SELECT body FROM ingestion.outbox WHERE type = $1 ORDER BY id`, [
    tipo,
  ]);
  return rows.map(({ body }) => JSON.parse((body[0] === 0x78 ? inflateSync(body) : body).toString()) as T);
}
