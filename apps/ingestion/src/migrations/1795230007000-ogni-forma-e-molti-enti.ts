import { enableRls, grant, migration, policy, scopeUuids } from '#libs/persistence';

const MIEI = `ANY (${scopeUuids('enti')})`;

/** Documents in every form, with righe of many enti; provisional righe; one prestazione that two enti of an ambito deliver. */
export const ogniFormaEMoltiEnti = migration(1795230007000, 'ogni forma e molti enti', ({ api, consumer }) => [
  // NULL until the document has been read, and of what the release before read: all of it was XML.
  `ALTER TABLE invio ADD COLUMN formato text`,
  // `id_mittente` is sealed: nothing keeps a sender from making it of a person's data. `completare_entro`: the riga is, or was, provisional.
  `ALTER TABLE riga ADD COLUMN foglio text, ADD COLUMN id_mittente bytea, ADD COLUMN completare_entro date`,
  `ALTER TABLE rilievo ADD COLUMN foglio text`,

  // `doppione`: keyed digest of ambito and natural key, of a complete record. `gemello`: the same ente had another one under that key.
  // `completare_entro`: the current revision is provisional.
  `ALTER TABLE record ADD COLUMN doppione bytea, ADD COLUMN gemello boolean NOT NULL DEFAULT false,
     ADD COLUMN completare_entro date`,
  // What keeps two enti from delivering one prestazione at the same instant. Records of the release before have no key and are not in it.
  `CREATE UNIQUE INDEX record_doppione ON record (doppione, (CASE WHEN gemello THEN record_id ELSE '' END))
     WHERE doppione IS NOT NULL AND NOT annullato`,

  // Enti of which an invio holds righe, besides the one it is of.
  `CREATE TABLE erogatore_invio (
     ente_erogatore uuid NOT NULL,
     invio_id uuid NOT NULL,
     PRIMARY KEY (ente_erogatore, invio_id)
   )`,
  `CREATE INDEX erogatore_invio_invio ON erogatore_invio (invio_id)`,
  enableRls('erogatore_invio'),
  policy('erogatore_invio', { to: api, for: 'select', using: `ente_erogatore = ${MIEI}` }),
  policy('erogatore_invio', { to: consumer, for: 'all', using: 'true' }),
  grant('erogatore_invio', ['select'], api),
  grant('erogatore_invio', ['select', 'insert'], consumer),
  // An array, not EXISTS: the list of invii is then found through its indexes instead of by trying each.
  `DROP POLICY api_select ON invio`,
  policy('invio', {
    to: api,
    for: 'select',
    using: `ente_mittente = ${MIEI} OR depositante = ${MIEI} OR ente_erogatore = ${MIEI}
      OR id = ANY (ARRAY(SELECT e.invio_id FROM erogatore_invio e WHERE e.ente_erogatore = ${MIEI}))`,
  }),
]);
