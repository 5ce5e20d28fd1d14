import { migration, policy, scopeTexts } from '#libs/persistence';

/** Who looked at one person, for what the person may ask to know: `snodo.riferimenti` are its references in the register, hex. */
export const accessiDiUnaPersona = migration(1795230106600, 'accessi-di-una-persona', ({ api }) => [
  `CREATE INDEX accesso_persona ON accesso (persona, id) WHERE persona IS NOT NULL`,
  policy('accesso', {
    to: api,
    name: 'interessato',
    for: 'select',
    using: `encode(persona, 'hex') = ANY (${scopeTexts('riferimenti')})`,
  }),
]);
