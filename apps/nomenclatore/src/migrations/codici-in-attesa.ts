import { enableRls, grant, migration, policy, scopeUuids, scopeValue } from '#libs/persistence';

const VISIBILE = `ente = ANY (${scopeUuids('enti')}) OR ${scopeValue('vista')} = 'regione'`;

/** Codes for which ingestion holds righe: the last picture of each ente. */
export const codiciInAttesaMigration = migration(
  1795230105000,
  'nomenclatore_codici_in_attesa',
  ({ api, consumer }) => [
    `CREATE TABLE attesa_ente (ente uuid PRIMARY KEY, revisione integer NOT NULL, il timestamptz(3) NOT NULL)`,
    `CREATE TABLE codice_in_attesa (
     ente uuid NOT NULL REFERENCES attesa_ente,
     codice text NOT NULL,
     primo_giorno date NOT NULL,
     ultimo_giorno date NOT NULL,
     righe integer NOT NULL,
     dal timestamptz(3) NOT NULL,
     PRIMARY KEY (ente, codice, primo_giorno)
   )`,
    `COMMENT ON TABLE codice_in_attesa IS 'righe held by code and by stretch of event days, as ingestion last said'`,
    ...['attesa_ente', 'codice_in_attesa'].flatMap((table) => [
      enableRls(table),
      grant(table, ['select', 'insert', 'update', 'delete'], consumer),
      policy(table, { to: consumer, for: 'all', using: 'true' }),
      grant(table, ['select'], api),
      policy(table, { to: api, for: 'select', using: VISIBILE }),
    ]),
  ],
);
