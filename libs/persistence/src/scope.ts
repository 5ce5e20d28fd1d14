import { literal, scopeKey } from './rls.js';

/** What a transaction may see: becomes `set_config('snodo.<key>', value, true)`; row-level policies read it. No personal data. */
export type SessionScope = Readonly<Record<string, string>>;

/** Who works, under which scope, with which limits. */
export interface WorkScope {
  /** Database role, full name. */
  readonly role: string;
  readonly scope: SessionScope;
  /** Further settings of this transaction only. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Setting names and values in the order in which they are set: the role first, so that the rest is set as that role. */
export function scopeEntries({ role, scope, settings = {} }: WorkScope): (readonly [string, string])[] {
  return [
    ['role', role],
    ...Object.entries(settings),
    ...Object.entries(scope).map(([key, value]) => [`snodo.${scopeKey(key)}`, value] as const),
  ];
}

/**
 * Opens a transaction as a role and under a scope, in one round trip: one simple query, everything local to the transaction.
 * @param modes of BEGIN (`ISOLATION LEVEL SERIALIZABLE READ ONLY`)
 */
export function openingSql(work: WorkScope, modes = ''): string {
  const calls = scopeEntries(work).map(([name, value]) => `set_config(${literal(name)},${literal(value)},true)`);
  return `BEGIN ${modes}; SELECT ${calls.join(',')}`;
}
