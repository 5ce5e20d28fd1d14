import { enableRls, grant, migration, monthlyPartitions, policy, scopeUuids } from '#libs/persistence';

/** What the registry and INPS say of a riga is seen by who sees the riga, or one that repeats it unchanged. */
const VISIBILE = `ente_erogatore = ANY (${scopeUuids('enti')})
  OR (ente_erogatore = ANY (${scopeUuids('deleganti')})
    AND (EXISTS (SELECT FROM riga r WHERE r.id = fatto_riga.riga_id)
      OR EXISTS (SELECT FROM riga r WHERE r.riga_origine = fatto_riga.riga_id)))`;

const FIRST_ID_OF_MONTH = (month: string): string =>
  `rpad(lpad(to_hex((extract(epoch FROM ${month}) * 1000)::bigint), 12, '0'), 32, '0')::uuid`;

/** The second half of the ledger: what happens to a riga after its verdict. */
export const fattiDelleRighe = migration(1795230005000, 'fatti delle righe', ({ api, consumer }) => [
  // The riga whose message made the current revision: the one that every other app names. Null: `riga_id` itself.
  `ALTER TABLE record ADD COLUMN riga_origine uuid`,
  // Only of a riga that repeats another's content: the one that made the revision.
  `ALTER TABLE riga ADD COLUMN riga_origine uuid, ADD COLUMN in_attesa_dal timestamptz(3)`,
  `CREATE INDEX riga_ripetuta ON riga (riga_origine) WHERE riga_origine IS NOT NULL`,
  ...originOfRepeatedRighe(),
  // Counts of a job so far, so that the end of an invio need not look at each of its righe.
  `ALTER TABLE lavoro ADD COLUMN conteggi jsonb`,

  `CREATE TYPE tipo_fatto AS ENUM ('collegata', 'non_trasmissibile', 'lasciata_al_canale', 'pubblicato', 'ritirato', 'accolto', 'respinto')`,
  // Facts are never changed, and those told twice meet their own key. `codice`: the motivo, the esito of the registry, or INPS's own.
  `CREATE TABLE fatto_riga (
     riga_id uuid NOT NULL,
     tipo tipo_fatto NOT NULL,
     flusso text NOT NULL DEFAULT '',
     il timestamptz(3) NOT NULL,
     codice text NOT NULL DEFAULT '',
     ente_erogatore uuid NOT NULL,
     di integer,
     operazione text CHECK (operazione IN ('I', 'C')),
     descrizione bytea,
     acquisito_il timestamptz(3),
     PRIMARY KEY (riga_id, tipo, flusso, il, codice)
   ) PARTITION BY RANGE (riga_id)`,
  ...monthlyPartitions('fatto_riga', consumer),
  partitionsOfRighe(),
  enableRls('fatto_riga'),
  policy('fatto_riga', { to: api, for: 'select', using: VISIBILE }),
  policy('fatto_riga', { to: consumer, for: 'all', using: 'true' }),
  grant('fatto_riga', ['select'], api),
  grant('fatto_riga', ['select', 'insert'], consumer),
]);

/** Row-level security is forced on the owner too, which has no policy: without this it would find no row to fill. */
function originOfRepeatedRighe(): string[] {
  const tables = ['record', 'riga'];
  return [
    ...tables.map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`),
    `UPDATE record SET riga_origine = prima.id
     FROM (SELECT DISTINCT ON (record_id, revisione) record_id, revisione, id FROM riga
           WHERE stato IN ('accettata', 'superata') AND revisione IS NOT NULL ORDER BY record_id, revisione, id) prima
     WHERE prima.record_id = record.record_id AND prima.revisione = record.revisione`,
    `UPDATE riga SET riga_origine = record.riga_origine FROM record
     WHERE riga.id = record.riga_id AND record.riga_origine <> record.riga_id`,
    ...tables.map((table) => `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`),
  ];
}

/** A fact has the month of its riga, and righe are there already. */
function partitionsOfRighe(): string {
  return `DO $$
    DECLARE suffix text; month timestamp;
    BEGIN
      FOR suffix IN SELECT right(c.relname, 6) FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
        WHERE h.inhparent = 'riga'::regclass LOOP
        month := to_date(suffix, 'YYYYMM');
        PERFORM make_partition_of_fatto_riga(suffix, ${FIRST_ID_OF_MONTH('month')},
          ${FIRST_ID_OF_MONTH(`(month + interval '1 month')`)});
      END LOOP;
    END $$`;
}
