import { enableRls, grant, migration, policy, scopeUuids } from '#libs/persistence';

/** Who sees a riga that waits, or one that repeats it unchanged, may know since when and for what. */
const VISIBILE = `ente_erogatore = ANY (${scopeUuids('enti')})
  OR (ente_erogatore = ANY (${scopeUuids('deleganti')})
    AND (EXISTS (SELECT FROM riga r WHERE r.id = riga_in_attesa.riga_id)
      OR EXISTS (SELECT FROM riga r WHERE r.riga_origine = riga_in_attesa.riga_id)))`;

/** Righe whose code leads nowhere yet wait here, and the ledger says how each code was read. */
export const attesaDiCodifica = migration(1795230006000, 'attesa di codifica', ({ api, consumer }) => [
  // Not used in this migration: a new value can be only once it is committed.
  `ALTER TYPE tipo_fatto ADD VALUE 'trattenuta' BEFORE 'collegata'`,
  `ALTER TYPE tipo_fatto ADD VALUE 'sbloccata' BEFORE 'collegata'`,
  // All NULL: the code is INPS's own, of the version that the invio names. `codice_inps` alone NULL: it waits.
  `ALTER TABLE riga ADD COLUMN codice_ricevuto text, ADD COLUMN codice_inps text, ADD COLUMN codifica text[]`,
  // State of the registries (copia_stato.movimento) that the righe read so far were judged with.
  `ALTER TABLE lavoro ADD COLUMN registri bigint`,

  // One row for each riga that made a revision and waits; contents are encrypted. Taken away in the transaction that lets it go,
  // replaces or cancels it: a row that is here has never been published.
  `CREATE TABLE riga_in_attesa (
     riga_id uuid PRIMARY KEY,
     record_id bytea NOT NULL,
     revisione integer NOT NULL,
     ente_erogatore uuid NOT NULL,
     codice text NOT NULL,
     giorno_evento date NOT NULL,
     contenuto bytea NOT NULL,
     dal timestamptz(3) NOT NULL
   )`,
  `ALTER TABLE riga_in_attesa ALTER COLUMN contenuto SET STORAGE EXTERNAL`,
  // The pictures of what waits are counted from the index alone.
  `CREATE INDEX riga_in_attesa_codice ON riga_in_attesa (ente_erogatore, codice, giorno_evento) INCLUDE (dal)`,
  enableRls('riga_in_attesa'),
  policy('riga_in_attesa', { to: api, for: 'select', using: VISIBILE }),
  policy('riga_in_attesa', { to: consumer, for: 'all', using: 'true' }),
  grant('riga_in_attesa', ['select'], api, ['riga_id', 'ente_erogatore', 'codice', 'giorno_evento', 'dal']),
  grant('riga_in_attesa', ['select', 'insert', 'delete'], consumer),

  // `variata`: what waits at the ente is not what the last picture says.
  `CREATE TABLE attesa_ente (
     ente uuid PRIMARY KEY,
     variata boolean NOT NULL,
     revisione bigint NOT NULL DEFAULT 0
   ) WITH (fillfactor = 50)`,
  enableRls('attesa_ente'),
  policy('attesa_ente', { to: consumer, for: 'all', using: 'true' }),
  grant('attesa_ente', ['select', 'insert', 'update'], consumer),
]);
