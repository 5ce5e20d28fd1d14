import { enableRls, grant, migration, monthlyPartitions, policy, scopeTexts, scopeValue } from '#libs/persistence';

/**
 * Who looked at whom, for whom and why. Only ever added to: no role may change or take away a row. Persons and codes are there as keyed
 * references, of no use without the key; the comune is that of residence on the day, so that it can tell its residents.
 */
export const accessi = migration(1795230102000, 'accessi', ({ api, consumer }) => [
  `CREATE TABLE accesso (
     id uuid PRIMARY KEY,
     avvenuto_il timestamptz(3) NOT NULL,
     ente uuid NOT NULL,
     client_id text NOT NULL,
     soggetto text NOT NULL,
     verbo text NOT NULL CHECK (verbo IN ('ricerca', 'lettura')),
     finalita text,
     esito text NOT NULL CHECK (esito IN ('mostrata', 'nessuna', 'finalita_non_ammessa', 'codice_non_valido')),
     regola text,
     profilo text,
     persona bytea,
     codice bytea,
     comune text,
     quante smallint NOT NULL,
     correlazione text NOT NULL
   ) PARTITION BY RANGE (id)`,
  ...monthlyPartitions('accesso', consumer),
  `CREATE INDEX accesso_residenti ON accesso (comune, id) WHERE comune IS NOT NULL`,
  enableRls('accesso'),
  policy('accesso', { to: api, for: 'select', using: `comune = ANY (${scopeTexts('residenti')})` }),
  policy('accesso', { to: api, for: 'insert', check: `ente::text = ${scopeValue('ente')}` }),
  grant('accesso', ['select', 'insert'], api),
]);
