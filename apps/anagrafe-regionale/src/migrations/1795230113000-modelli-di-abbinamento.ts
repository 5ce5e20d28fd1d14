import { enableRls, grant, migration, policy } from '#libs/persistence';

/**
 * Weights learnt on the registry's own schede, in the order in which they were asked for. Shares and values that many have: nothing in
 * them is of a person.
 */
export const modelliDiAbbinamento = migration(1795230113000, 'modelli-di-abbinamento', ({ api, consumer }) => [
  `CREATE TABLE modello_abbinamento (
     numero integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     stato text NOT NULL CHECK (stato IN ('in_corso', 'proposto', 'scartato')),
     chiesto_il timestamptz(3) NOT NULL,
     preso_fino_a timestamptz(3),
     concluso_il timestamptz(3),
     motivo text,
     misure jsonb,
     modello jsonb,
     CHECK (stato <> 'proposto' OR modello IS NOT NULL)
   )`,
  `CREATE UNIQUE INDEX modello_abbinamento_in_corso ON modello_abbinamento ((true)) WHERE stato = 'in_corso'`,

  // Which one was in use from when; null: the one that comes with the release.
  `CREATE TABLE modello_in_uso (
     dal timestamptz(3) NOT NULL,
     numero integer REFERENCES modello_abbinamento,
     client_id text NOT NULL
   )`,
  `CREATE INDEX modello_in_uso_dal ON modello_in_uso (dal)`,
  ...['modello_abbinamento', 'modello_in_uso'].flatMap((table) => [
    enableRls(table),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
    policy(table, { to: api, for: 'select', using: 'true' }),
    grant(table, ['select'], api),
  ]),
  grant('modello_abbinamento', ['select', 'update'], consumer),
  grant('modello_in_uso', ['select'], consumer),
  policy('modello_abbinamento', { to: api, for: 'insert', check: `stato = 'in_corso'` }),
  policy('modello_in_uso', { to: api, for: 'insert', check: 'true' }),
  grant('modello_abbinamento', ['insert'], api),
  grant('modello_in_uso', ['insert'], api),
]);
