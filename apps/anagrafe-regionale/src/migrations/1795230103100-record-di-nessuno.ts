import { grant, migration } from '#libs/persistence';

/** What a registry office says of who is not known is not kept, not even that it said it. */
export const recordDiNessuno = migration(1795230103100, 'record-di-nessuno', ({ consumer }) => [
  grant('record', ['delete'], consumer),
]);
