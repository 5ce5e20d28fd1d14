import { type MigrationClass, enableRls, grant, migration, policy } from '#libs/persistence';

const TABLES = ['copia_voce', 'copia_stato', 'copia_blocco'] as const;

/**
 * Tables of the local copy; part of every consuming app's list. A migration that empties `copia_stato` makes the app ask for a
 * fresh snapshot: that is how a copy learns a new genere or a new shape.
 */
export const RIFERIMENTI_MIGRATIONS: readonly MigrationClass[] = [
  migration(1795230000000, 'riferimenti_copia', ({ consumer }) => [
    `CREATE TABLE copia_voce (
       genere text NOT NULL,
       id text NOT NULL,
       revisione integer NOT NULL,
       contenuto jsonb,
       movimento bigint NOT NULL,
       PRIMARY KEY (genere, id)
     )`,
    `CREATE INDEX copia_voce_movimento ON copia_voce (movimento)`,
    `COMMENT ON COLUMN copia_voce.contenuto IS 'NULL: the thing exists no more; the row stays so that an older message cannot bring it back'`,
    `CREATE TABLE copia_stato (
       unica boolean PRIMARY KEY DEFAULT true CHECK (unica),
       movimento bigint NOT NULL DEFAULT 0,
       richiesta_id uuid,
       tentativi integer NOT NULL DEFAULT 0,
       ultimo_segno_il timestamptz(3),
       completa_il timestamptz(3)
     )`,
    `COMMENT ON COLUMN copia_stato.movimento IS 'grows at every change under a row lock: readers of any process take what is above the last one they saw'`,
    `CREATE TABLE copia_blocco (
       richiesta_id uuid NOT NULL,
       fornita_il timestamptz(3) NOT NULL,
       indice integer NOT NULL,
       totale integer NOT NULL,
       PRIMARY KEY (richiesta_id, fornita_il, indice)
     )`,
    ...TABLES.flatMap((table) => [
      enableRls(table),
      grant(table, ['select', 'insert', 'update', 'delete'], consumer),
      policy(table, { to: consumer, for: 'all', using: 'true' }),
    ]),
  ]),
  // Copies made before there were associazioni ask for everything again. TRUNCATE: no policy lets the owner see a row to delete.
  migration(1795230000100, 'riferimenti_associazioni', () => [`TRUNCATE copia_stato, copia_blocco`]),
];
