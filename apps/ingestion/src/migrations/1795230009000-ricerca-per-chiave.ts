import { migration } from '#libs/persistence';

/** A sender finds its righe by the key that it gave them. */
export const ricercaPerChiave = migration(1795230009000, 'ricerca per chiave', () => [
  // NULL: the sender gave none, or the release before wrote the riga.
  `ALTER TABLE riga ADD COLUMN id_mittente_cieco bytea`,
  `CREATE INDEX riga_id_mittente ON riga (id_mittente_cieco, id) WHERE id_mittente_cieco IS NOT NULL`,
]);
