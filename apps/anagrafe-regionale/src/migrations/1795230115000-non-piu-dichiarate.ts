import { enableRls, grant, migration, policy, scopeUuids } from '#libs/persistence';

/**
 * Records that a comune had declared and that a whole fornitura of its does not name. A note of a record, never a fact of a person: nothing
 * is worked out from it. It is `palese` where the comune knows without us that the registry knows the person; the others are shown to nobody.
 */
export const nonPiuDichiarate = migration(1795230115000, 'non-piu-dichiarate', ({ api, consumer }) => [
  // Null in what release N−1 writes: in its forniture nobody is looked for. `assenti_fino` is the last record looked at, null at the end.
  `ALTER TABLE fornitura
     ADD COLUMN al date,
     ADD COLUMN dichiarate integer,
     ADD COLUMN assenti integer,
     ADD COLUMN assenti_fino bytea`,

  `CREATE TABLE non_piu_dichiarata (
     record_id bytea PRIMARY KEY,
     ente uuid NOT NULL,
     fornitura uuid NOT NULL,
     riga_id uuid NOT NULL,
     palese boolean NOT NULL
   ) WITH (fillfactor = 90)`,
  `CREATE INDEX non_piu_dichiarata_di ON non_piu_dichiarata (fornitura, riga_id)`,
  enableRls('non_piu_dichiarata'),
  policy('non_piu_dichiarata', { to: consumer, for: 'all', using: 'true' }),
  grant('non_piu_dichiarata', ['select', 'insert', 'update', 'delete'], consumer),
  policy('non_piu_dichiarata', { to: api, for: 'select', using: `palese AND ente = ANY (${scopeUuids('enti')})` }),
  grant('non_piu_dichiarata', ['select'], api),
]);

/** Whom a comune has declared its resident, in the order in which it is gone through. By itself: who reads is not shut out meanwhile. */
export const schedeDeiResidenti = migration(1795230115100, 'schede-dei-residenti', () => [
  `CREATE INDEX scheda_di_residente ON scheda (ente_erogatore, record_id)
     WHERE fonte = 'anagrafe_comunale' AND comune_residenza IS NOT NULL`,
]);
