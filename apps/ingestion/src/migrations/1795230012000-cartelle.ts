import { enableRls, grant, migration, policy } from '#libs/persistence';

/** Which file of which watched folder became which invio. Nothing of it is any caller's. */
export const cartelle = migration(1795230012000, 'cartelle', ({ consumer }) => [
  `CREATE TABLE consegna_cartella (
     cartella text NOT NULL,
     nome text NOT NULL,
     invio_id uuid NOT NULL,
     ente uuid NOT NULL,
     uscita text NOT NULL,
     consegnata_il timestamptz(3) NOT NULL,
     esito_preso_il timestamptz(3),
     esito_scritto_il timestamptz(3),
     PRIMARY KEY (cartella, nome, invio_id),
     UNIQUE (cartella, uscita)
   )`,
  `CREATE INDEX consegna_cartella_da_scrivere ON consegna_cartella (consegnata_il) WHERE esito_scritto_il IS NULL`,
  `CREATE INDEX consegna_cartella_scritte ON consegna_cartella (esito_scritto_il) WHERE esito_scritto_il IS NOT NULL`,
  enableRls('consegna_cartella'),
  policy('consegna_cartella', { to: consumer, for: 'all', using: 'true' }),
  grant('consegna_cartella', ['select', 'insert', 'update', 'delete'], consumer),
]);
