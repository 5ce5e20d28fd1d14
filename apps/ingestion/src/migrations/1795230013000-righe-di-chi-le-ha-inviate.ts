import { migration, policy, scopeUuids } from '#libs/persistence';

const MIEI = `ANY (${scopeUuids('enti')})`;

/**
 * An act lets an ente see the righe of another in the invii that it sent or deposited itself. That it may see an invio is not enough any
 * more: it may be because righe of its own are in it, which somebody else sent together with those of the other.
 */
const VISIBILE = `ente_erogatore = ${MIEI}
  OR (ente_erogatore = ANY (${scopeUuids('deleganti')})
    AND EXISTS (SELECT FROM invio i WHERE i.id = invio_id AND (i.ente_mittente = ${MIEI} OR i.depositante = ${MIEI})))`;

/** Who sees the righe of another. What is told of a riga follows: it is seen by who sees the riga. */
export const righeDiChiLeHaInviate = migration(1795230013000, 'righe di chi le ha inviate', ({ api }) =>
  ['riga', 'rilievo'].flatMap((table) => [
    `DROP POLICY api_select ON ${table}`,
    policy(table, { to: api, for: 'select', using: VISIBILE }),
  ]),
);
