import { grant, migration, policy, scopeValue } from '#libs/persistence';

const ADESSO = `${scopeValue('adesso')}::timestamptz`;

/**
 * Who calls reads and writes no more than its routes do: not under which name others were asked nor what they answered, not the records
 * that a decision moved; and what it opens is open to itself, for no longer than a setting may say.
 */
export const lettureDiChiChiama = migration(1795230113600, 'letture-di-chi-chiama', ({ api }) => [
  `REVOKE SELECT ON interrogazione_fonte, operazione_riesame FROM "${api}"`,
  grant('interrogazione_fonte', ['select'], api, ['persona_id', 'ente', 'chiesta_il']),
  grant('operazione_riesame', ['select'], api, [
    'id',
    'tipo',
    'effetto',
    'il',
    'ente',
    'client_id',
    'soggetto',
    'motivo',
    'dubbio',
    'rimasta',
    'altra',
    'annulla',
    'quanti',
  ]),
  'DROP POLICY api_insert ON apertura_riesame',
  policy('apertura_riesame', {
    to: api,
    for: 'insert',
    check: `ente::text = ${scopeValue('ente')} AND soggetto = ${scopeValue('soggetto_chiamante')}
      AND dal BETWEEN ${ADESSO} - interval '1 minute' AND ${ADESSO} + interval '1 minute'
      AND al BETWEEN dal AND dal + interval '8 hours'`,
  }),
]);
