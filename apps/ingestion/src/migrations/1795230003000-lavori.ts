import { enableRls, grant, migration, policy } from '#libs/persistence';

/** The queue of jobs on invii, and the accepted righe that wait for the end of their document. */
export const lavori = migration(1795230003000, 'lavori', ({ api, consumer }) => [
  // `ordine` is the order of receipt: the invii of one ente take effect in it. `fencing` grows at each claim, so that a process
  // that lost its lease and comes back cannot write any more.
  `CREATE TABLE lavoro (
     ordine bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     invio_id uuid NOT NULL,
     ente uuid NOT NULL,
     genere text NOT NULL CHECK (genere IN ('validazione', 'annullamento')),
     grande boolean NOT NULL,
     fase text NOT NULL DEFAULT 'lettura' CHECK (fase IN ('lettura', 'applicazione', 'fermo')),
     righe_lette bigint NOT NULL DEFAULT 0,
     esito jsonb,
     fencing bigint NOT NULL DEFAULT 0,
     lease_fino timestamptz(3),
     prossimo_il timestamptz(3) NOT NULL DEFAULT '-infinity',
     tentativi integer NOT NULL DEFAULT 0,
     errore text,
     UNIQUE (invio_id, genere)
   )`,
  `CREATE INDEX lavoro_in_coda ON lavoro (grande, ente, ordine) WHERE fase <> 'fermo'`,
  `CREATE INDEX lavoro_per_ente ON lavoro (ente, ordine) WHERE fase <> 'fermo'`,
  enableRls('lavoro'),
  policy('lavoro', { to: api, for: 'insert', check: 'true' }),
  policy('lavoro', { to: consumer, for: 'all', using: 'true' }),
  grant('lavoro', ['insert'], api),
  grant('lavoro', ['select', 'insert', 'update', 'delete'], consumer),

  `CREATE TABLE lotto (
     lavoro bigint NOT NULL,
     indice integer NOT NULL,
     righe integer NOT NULL,
     contenuto bytea NOT NULL,
     PRIMARY KEY (lavoro, indice)
   )`,
  `ALTER TABLE lotto ALTER COLUMN contenuto SET STORAGE EXTERNAL`,
  enableRls('lotto'),
  policy('lotto', { to: consumer, for: 'all', using: 'true' }),
  grant('lotto', ['select', 'insert', 'delete'], consumer),
]);
