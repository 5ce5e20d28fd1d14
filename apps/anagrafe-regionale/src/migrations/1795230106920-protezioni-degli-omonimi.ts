import { migration, policy } from '#libs/persistence';

/**
 * Who gets the code of a protected person is another record of that person until somebody says otherwise: it is protected with it, by a
 * row that who protects may lift alone. Not of an adoption: who has the code of the identity of before may be the new one.
 */
export const protezioniDegliOmonimi = migration(1795230106920, 'protezioni-degli-omonimi', ({ owner }) => [
  'ALTER TABLE protezione ADD COLUMN derivata_da uuid',
  `CREATE INDEX protezione_derivata ON protezione (derivata_da) WHERE derivata_da IS NOT NULL`,
  policy('protezione', { to: owner, name: 'derivata', for: 'insert', check: 'derivata_da IS NOT NULL' }),
  // A person that is no more is found again as before. The derived row has the time of the first in its id too: lists are in that order.
  `CREATE OR REPLACE FUNCTION protezione_ritrovata() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
   BEGIN
     INSERT INTO radice_persona (persona_id, radice)
     SELECT DISTINCT ON (r.persona_id) r.persona_id, n.persona_id
     FROM nuovi n JOIN protezione_codice k ON k.gruppo = n.gruppo JOIN protezione r ON r.id = k.protezione_id
     WHERE r.al IS NULL AND NOT EXISTS (SELECT FROM persona p WHERE p.id = r.persona_id)
       AND EXISTS (SELECT FROM persona p WHERE p.id = n.persona_id)
     ORDER BY r.persona_id, n.persona_id
     ON CONFLICT (persona_id) DO NOTHING;
     INSERT INTO protezione (id, persona_id, ente, genere, motivo, dal, derivata_da)
     SELECT (substr(v.id::text, 1, 15) || substr(gen_random_uuid()::text, 16))::uuid, v.persona, v.ente, v.genere, v.motivo, v.dal, v.id
     FROM (SELECT DISTINCT ON (n.persona_id, r.ente) r.id, n.persona_id AS persona, r.ente, r.genere, r.motivo, r.dal
       FROM nuovi n JOIN protezione_codice k ON k.gruppo = n.gruppo JOIN protezione r ON r.id = k.protezione_id
       WHERE r.al IS NULL AND r.genere <> 'adozione' AND r.persona_id <> n.persona_id
         AND NOT EXISTS (SELECT FROM radice_persona u WHERE u.persona_id = r.persona_id AND u.radice = n.persona_id)
         AND EXISTS (SELECT FROM persona p WHERE p.id = n.persona_id)
       ORDER BY n.persona_id, r.ente, r.id) v
     ON CONFLICT DO NOTHING;
     RETURN NULL;
   END $$`,
]);
