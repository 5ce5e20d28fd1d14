import { STATI_RIGA } from '#libs/codici';
import { enableRls, grant, migration, monthlyPartitions, policy, scopeUuids } from '#libs/persistence';

/**
 * Who sees a riga follows its ente erogatore, not who sent it: the ente itself, or who deposited the invio while the act that
 * lets it deposit for that ente is in force (`snodo.deleganti`).
 */
const VISIBILE = `ente_erogatore = ANY (${scopeUuids('enti')})
  OR (ente_erogatore = ANY (${scopeUuids('deleganti')}) AND EXISTS (SELECT FROM invio i WHERE i.id = invio_id))`;

/** The ledger of righe, their rilievi, the logical records. */
export const righeERecord = migration(1795230002000, 'righe e record', ({ api, consumer }) => [
  `CREATE TYPE stato_riga AS ENUM (${STATI_RIGA.map((stato) => `'${stato}'`).join(', ')})`,
  `CREATE TABLE riga (
     id uuid PRIMARY KEY,
     invio_id uuid NOT NULL,
     ente_erogatore uuid NOT NULL,
     linea integer NOT NULL,
     colonna integer NOT NULL,
     stato stato_riga NOT NULL,
     annullamento boolean NOT NULL,
     record_id bytea,
     revisione integer,
     giudicata_il timestamptz(3) NOT NULL,
     variata_il timestamptz(3),
     sostituita_da uuid
   ) PARTITION BY RANGE (id)`,
  ...monthlyPartitions('riga', consumer),
  enableRls('riga'),
  policy('riga', { to: api, for: 'select', using: VISIBILE }),
  policy('riga', { to: consumer, for: 'all', using: 'true' }),
  grant('riga', ['select'], api),
  grant('riga', ['select', 'insert', 'update', 'delete'], consumer),

  // Texts are NULL when they are those of the rule; the value is encrypted, it may be personal.
  `CREATE TABLE rilievo (
     riga_id uuid NOT NULL,
     indice smallint NOT NULL,
     invio_id uuid NOT NULL,
     ente_erogatore uuid NOT NULL,
     linea integer NOT NULL,
     colonna integer NOT NULL,
     errore boolean NOT NULL,
     regola text NOT NULL,
     campo text NOT NULL,
     valore bytea,
     messaggio text,
     rimedio text,
     PRIMARY KEY (riga_id, indice)
   ) PARTITION BY RANGE (riga_id)`,
  ...monthlyPartitions('rilievo', consumer),
  enableRls('rilievo'),
  policy('rilievo', { to: api, for: 'select', using: VISIBILE }),
  policy('rilievo', { to: consumer, for: 'all', using: 'true' }),
  grant('rilievo', ['select'], api),
  grant('rilievo', ['select', 'insert', 'delete'], consumer),

  `CREATE TABLE record (
     record_id bytea PRIMARY KEY,
     ente_erogatore uuid NOT NULL,
     revisione integer NOT NULL,
     annullato boolean NOT NULL,
     impronta bytea NOT NULL,
     riga_id uuid NOT NULL,
     ordine bigint NOT NULL
   ) WITH (fillfactor = 80)`,
  enableRls('record'),
  policy('record', { to: consumer, for: 'all', using: 'true' }),
  grant('record', ['select', 'insert', 'update'], consumer),
]);
