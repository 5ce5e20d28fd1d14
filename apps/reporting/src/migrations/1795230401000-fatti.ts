import { CITTADINANZE, FASCE_ETA, GENERI_FATTO } from '#libs/contracts';
import { enableRls, grant, migration, policy } from '#libs/persistence';

/** Years with a partition of their own; a share of any other year goes into the last one, which nobody needs to be fast. */
const PRIMO_ANNO = 2020;
const ULTIMO_ANNO = 2035;
const ANNI = Array.from({ length: ULTIMO_ANNO - PRIMO_ANNO + 1 }, (_, index) => PRIMO_ANNO + index);

const oneOf = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

const PARTIZIONI = [
  ...ANNI.map((anno) => ({ nome: `fatto_${anno}`, quali: `FOR VALUES FROM (${anno}) TO (${anno + 1})` })),
  { nome: 'fatto_altri_anni', quali: 'DEFAULT' },
];

/**
 * Pseudonymous facts. `fatto` has one row per fact and calendar year, so that a table of a year is one plain aggregate over one
 * partition; `revisione_fatto` has one row per fact, by which an older message is known to be older whatever years it touched. Every
 * text has a closed form: there is no column in which a name or a code of a person could be stored (I4).
 */
export const fatti = migration(1795230401000, 'reporting_fatti', ({ consumer }) => [
  `CREATE TABLE revisione_fatto (
     fatto_id uuid PRIMARY KEY,
     revisione integer NOT NULL CHECK (revisione > 0),
     annullato boolean NOT NULL
   )`,
  `COMMENT ON COLUMN revisione_fatto.annullato IS 'a tombstone: an older revision that comes later finds it and changes nothing'`,
  `CREATE TABLE fatto (
     fatto_id uuid NOT NULL,
     anno smallint NOT NULL,
     ente uuid NOT NULL,
     genere text NOT NULL CHECK (genere IN (${oneOf(GENERI_FATTO)})),
     area text CHECK (area IN ('1', '2', '3')),
     pseudonimo uuid,
     fascia_eta text CHECK (fascia_eta IN (${oneOf(FASCE_ETA)})),
     sesso text CHECK (sesso IN ('M', 'F')),
     cittadinanza text NOT NULL CHECK (cittadinanza IN (${oneOf(CITTADINANZE)})),
     comune_residenza text CHECK (comune_residenza ~ '^[0-9]{6}$'),
     codice text NOT NULL CHECK (codice ~ '^[A-Z0-9]{1,4}(\\.[A-Z0-9]{1,4})*$' AND length(codice) <= 10),
     nomenclatura text NOT NULL CHECK (nomenclatura ~ '^[A-Za-z_]{1,20}@[A-Za-z0-9._-]{1,20}$'),
     presa_in_carico boolean NOT NULL,
     spesa bigint NOT NULL,
     PRIMARY KEY (fatto_id, anno)
   ) PARTITION BY RANGE (anno)`,
  `COMMENT ON COLUMN fatto.spesa IS 'integer cents, the share of this year'`,
  `COMMENT ON COLUMN fatto.pseudonimo IS 'NULL: the person could not be told apart'`,
  ...PARTIZIONI.flatMap(({ nome, quali }) => [`CREATE TABLE ${nome} PARTITION OF fatto ${quali}`, enableRls(nome)]),
  // What a message changed, for who publishes: rows are only added here, so that two messages never wait for each other.
  `CREATE TABLE variazione (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     anno smallint NOT NULL,
     fatti_al timestamptz(3) NOT NULL
   )`,
  ...['revisione_fatto', 'fatto', 'variazione'].flatMap((table) => [
    enableRls(table),
    grant(table, ['select', 'insert', 'update', 'delete'], consumer),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
  ]),
]);
