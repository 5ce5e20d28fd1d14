import { grant, migration, policy, scopeValue } from '#libs/persistence';

/**
 * The weights in use are chosen by an operator alone (`snodo.amministratore`, the client), in its own name, and among those found good:
 * no other route of role api has that scope. Of a model that is asked for nothing is given but when.
 */
export const modelloDiChiAmministra = migration(1795230116100, 'modello-di-chi-amministra', ({ api }) => [
  'DROP POLICY api_insert ON modello_in_uso',
  policy('modello_in_uso', {
    to: api,
    for: 'insert',
    check: `client_id = ${scopeValue('amministratore')} AND (numero IS NULL OR EXISTS (
      SELECT FROM modello_abbinamento m WHERE m.numero = modello_in_uso.numero AND m.stato = 'proposto'))`,
  }),
  `REVOKE INSERT ON modello_abbinamento FROM "${api}"`,
  grant('modello_abbinamento', ['insert'], api, ['stato', 'chiesto_il']),
]);
