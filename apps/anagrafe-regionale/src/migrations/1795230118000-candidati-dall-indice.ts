import { migration } from '#libs/persistence';

const CHIAVI = ['k_cognome_data', 'k_nome_data', 'k_coppia_anno', 'k_luogo_data'];

/**
 * Whom a key leads to is read from its index alone: of those born on one day in a large comune there are fifty and more, and in a region
 * each of them lies on another page of the table. Who reads is not shut out while they are built; those they replace go afterwards, in a
 * migration of its own, whose lock is of a moment.
 */
export const candidatiDallIndice = migration(1795230118000, 'candidati-dall-indice', () =>
  CHIAVI.map(
    (chiave) =>
      `CREATE INDEX scheda_di_${chiave} ON scheda (${chiave}) INCLUDE (persona_id) WHERE ${chiave} IS NOT NULL`,
  ),
);

export const indiciDellaTabella = migration(1795230118100, 'indici-della-tabella', () =>
  CHIAVI.map((chiave) => `DROP INDEX scheda_${chiave}`),
);
