import { enableRls, grant, migration, policy } from '#libs/persistence';

/** What the other channels keep for themselves. Nothing of it is any caller's. */
export const canali = migration(1795230011000, 'canali', ({ consumer }) => [
  // A signed SOAP message is taken once, whichever replica it comes to. The primary key is the guarantee.
  `CREATE TABLE messaggio_soap (
     client text NOT NULL,
     messaggio bytea NOT NULL,
     fino_al timestamptz(3) NOT NULL,
     PRIMARY KEY (client, messaggio)
   )`,
  `CREATE INDEX messaggio_soap_scadenza ON messaggio_soap (fino_al)`,
  enableRls('messaggio_soap'),
  policy('messaggio_soap', { to: consumer, for: 'all', using: 'true' }),
  grant('messaggio_soap', ['select', 'insert', 'delete'], consumer),
]);
