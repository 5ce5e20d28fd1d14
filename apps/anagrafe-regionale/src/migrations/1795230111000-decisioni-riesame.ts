import { enableRls, grant, migration, policy } from '#libs/persistence';

/**
 * What stewards decided: a log that nobody changes, with whose each record was before, so that any decision can be taken back. Release
 * N−1 writes none, and to it a scheda is nobody's decision: it goes on reading legami.
 */
export const decisioniRiesame = migration(1795230111000, 'decisioni-riesame', ({ consumer }) => [
  `CREATE TABLE operazione_riesame (
     id uuid PRIMARY KEY,
     tipo text NOT NULL CHECK (tipo IN ('unione', 'separazione', 'distinzione', 'annullamento')),
     effetto text NOT NULL CHECK (effetto IN ('unisce', 'divide', 'distingue', 'ricongiunge')),
     il timestamptz(3) NOT NULL,
     ente uuid NOT NULL,
     client_id text NOT NULL,
     soggetto text NOT NULL,
     motivo text NOT NULL,
     dubbio uuid,
     rimasta uuid NOT NULL,
     altra uuid NOT NULL,
     annulla uuid UNIQUE REFERENCES operazione_riesame (id),
     quanti integer NOT NULL,
     dettagli jsonb NOT NULL,
     CHECK ((tipo = 'annullamento') = (annulla IS NOT NULL))
   )`,
  `CREATE INDEX operazione_riesame_rimasta ON operazione_riesame (rimasta)`,
  `CREATE INDEX operazione_riesame_altra ON operazione_riesame (altra)`,
  `CREATE TABLE operazione_riesame_record (
     operazione uuid NOT NULL REFERENCES operazione_riesame (id),
     record_id bytea NOT NULL,
     da uuid NOT NULL,
     a uuid NOT NULL,
     decisione text NOT NULL,
     punteggio real,
     modello text,
     PRIMARY KEY (operazione, record_id)
   )`,
  ...['operazione_riesame', 'operazione_riesame_record'].flatMap((table) => [
    enableRls(table),
    policy(table, { to: consumer, for: 'all', using: 'true' }),
    grant(table, ['select', 'insert'], consumer),
  ]),

  `ALTER TABLE legame ADD COLUMN operazione uuid`,
  // Who was united goes by every name that its sources gave it, not by the best alone: matching has to know.
  `ALTER TABLE scheda ADD COLUMN decisa boolean NOT NULL DEFAULT false`,

  // A protection that waits for a union under way must find where the person went: it waits first, then asks.
  `CREATE OR REPLACE FUNCTION protezione_variata() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
   BEGIN
     PERFORM FROM persona p WHERE p.id = NEW.persona_id FOR UPDATE;
     PERFORM segna_protezione(ARRAY(SELECT u.radice FROM radice_persona u WHERE u.persona_id = NEW.persona_id) || NEW.persona_id);
     RETURN NULL;
   END $$`,
]);
