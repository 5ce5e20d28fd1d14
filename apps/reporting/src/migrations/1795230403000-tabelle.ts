import { enableRls, grant, migration, policy, scopeUuids, scopeValue } from '#libs/persistence';

/** Cells of the ambiti in the scope; the region, whose scope says so, sees all, also of enti that are in no ambito. */
const VISIBILE = `ambito = ANY (${scopeUuids('ambiti')}) OR ${scopeValue('vista')} = 'regione'`;

/** A value only where the state says that there is one: what is reserved is not stored at all, so nothing can leak it. */
const valueOnlyIfSaid = (misura: string): string =>
  `CHECK ((${misura}_stato = 'valore') = (${misura} IS NOT NULL)), CHECK (${misura}_stato IN ('valore', 'zero', 'riservato', 'non_pervenuto'))`;

/** Published revisions of the table persons and spending by ambito, area and year: the last one of each year, whole, as it is served. */
export const tabelle = migration(1795230403000, 'reporting_tabelle', ({ api, consumer }) => [
  `CREATE TABLE tabella (
     anno smallint PRIMARY KEY,
     revisione integer NOT NULL,
     calcolata_il timestamptz(3) NOT NULL,
     fatti_al timestamptz(3),
     giorno_ambiti date NOT NULL,
     soglia_ordinaria integer NOT NULL CHECK (soglia_ordinaria >= 3),
     soglia_delicata integer NOT NULL CHECK (soglia_delicata >= 5),
     impronta text NOT NULL
   )`,
  `COMMENT ON COLUMN tabella.impronta IS 'digest of all that the table follows from besides facts: when it changes, so may the table'`,
  `CREATE TABLE cella (
     anno smallint NOT NULL,
     ambito uuid,
     ambito_codice text,
     ambito_denominazione text NOT NULL,
     area text CHECK (area IN ('1', '2', '3')),
     persone_stato text NOT NULL,
     persone bigint CHECK (persone >= 3),
     spesa_stato text NOT NULL,
     spesa bigint,
     UNIQUE NULLS NOT DISTINCT (anno, ambito, area),
     ${valueOnlyIfSaid('persone')},
     ${valueOnlyIfSaid('spesa')},
     CHECK (spesa IS NULL OR persone IS NOT NULL)
   )`,
  ...['tabella', 'cella'].flatMap((table) => [
    enableRls(table),
    grant(table, ['select', 'insert', 'update', 'delete'], consumer),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
    grant(table, ['select'], api),
  ]),
  policy('tabella', { to: api, for: 'select', using: 'true' }),
  policy('cella', { to: api, for: 'select', using: VISIBILE }),
]);
