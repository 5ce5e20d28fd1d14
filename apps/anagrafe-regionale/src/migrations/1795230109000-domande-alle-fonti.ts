import { enableRls, grant, migration, policy, scopeValue } from '#libs/persistence';

const SUA = `ente::text = ${scopeValue('ente')}`;
const FONTI = `'anpr', 'sanitaria'`;

/** What other registries are to be asked, what they were asked, and how they are doing. */
export const domandeAlleFonti = migration(1795230109000, 'domande-alle-fonti', ({ api, consumer }) => [
  // A queue. Without an ente the registry asks by itself. `versione` grows when a new need joins a question that is being asked.
  `CREATE TABLE domanda_fonte (
     id uuid PRIMARY KEY,
     persona_id uuid NOT NULL,
     fonte text NOT NULL CHECK (fonte IN (${FONTI})),
     motivo text NOT NULL CHECK (motivo IN ('richiesta', 'decesso_segnalato', 'residenza_contesa', 'codice_nuovo', 'persona_nuova', 'rinnovo')),
     urgenza smallint NOT NULL,
     ente uuid,
     utente text,
     nata_il timestamptz(3) NOT NULL,
     prossima_il timestamptz(3) NOT NULL,
     tentativi integer NOT NULL DEFAULT 0,
     versione integer NOT NULL DEFAULT 0,
     presa uuid,
     presa_fino timestamptz(3),
     CHECK ((ente IS NULL) = (utente IS NULL)),
     UNIQUE NULLS NOT DISTINCT (persona_id, fonte, ente)
   ) WITH (fillfactor = 70)`,
  `CREATE INDEX domanda_fonte_turno ON domanda_fonte (fonte, urgenza, prossima_il)`,
  enableRls('domanda_fonte'),
  policy('domanda_fonte', { to: api, for: 'select', using: SUA }),
  policy('domanda_fonte', { to: api, for: 'insert', check: `${SUA} AND motivo = 'richiesta'` }),
  policy('domanda_fonte', { to: consumer, for: 'all', using: 'true' }),
  grant('domanda_fonte', ['select', 'insert'], api),
  grant('domanda_fonte', ['select', 'insert', 'update', 'delete'], consumer),

  // Written before a question leaves, with its outcome afterwards: one without is a question whose process died.
  `CREATE TABLE interrogazione_fonte (
     id uuid PRIMARY KEY,
     persona_id uuid NOT NULL,
     fonte text NOT NULL CHECK (fonte IN (${FONTI})),
     motivo text NOT NULL,
     ente uuid,
     utente text,
     operazione text NOT NULL,
     chiesta_il timestamptz(3) NOT NULL,
     esito text,
     causa text,
     anomalie text[] NOT NULL DEFAULT '{}'
   )`,
  `CREATE INDEX interrogazione_fonte_persona ON interrogazione_fonte (persona_id, fonte, chiesta_il DESC)`,
  `CREATE INDEX interrogazione_fonte_ente ON interrogazione_fonte (ente, chiesta_il) WHERE ente IS NOT NULL`,
  enableRls('interrogazione_fonte'),
  policy('interrogazione_fonte', { to: api, for: 'select', using: SUA }),
  policy('interrogazione_fonte', { to: consumer, for: 'all', using: 'true' }),
  grant('interrogazione_fonte', ['select'], api),
  grant('interrogazione_fonte', ['select', 'insert'], consumer),
  grant('interrogazione_fonte', ['update'], consumer, ['esito', 'causa', 'anomalie']),

  // One row for each source: what was asked today, and until when it is left alone.
  `CREATE TABLE fonte_esterna (
     fonte text PRIMARY KEY CHECK (fonte IN (${FONTI})),
     giorno date NOT NULL,
     chieste integer NOT NULL DEFAULT 0,
     guasti integer NOT NULL DEFAULT 0,
     ferma_fino timestamptz(3),
     motivo text
   ) WITH (fillfactor = 50)`,
  enableRls('fonte_esterna'),
  policy('fonte_esterna', { to: consumer, for: 'all', using: 'true' }),
  grant('fonte_esterna', ['select', 'insert', 'update'], consumer),
]);
