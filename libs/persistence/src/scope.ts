import { scopeKey } from './rls.js';
import type { Statement } from './sequence.js';

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
function scopeEntries({ role, scope, settings = {} }: WorkScope): (readonly [string, string])[] {
  return [
    ['role', role],
    ...Object.entries(settings),
    ...Object.entries(scope).map(([key, value]) => [`snodo.${scopeKey(key)}`, value] as const),
  ];
}

/** The statement that sets so many values, by their number. */
const STATEMENTS = new Map<number, { readonly name: string; readonly text: string }>();

/** Sets role, scope and settings for the transaction under way only. Its text depends on their number alone, so it is prepared. */
export function setting(work: WorkScope): Statement {
  const entries = scopeEntries(work);
  return { sql: statementOf(entries.length), params: entries.flat(), unread: true };
}

/** One column, whatever is set: a row as wide as the scope would be made and sent for nobody. */
function statementOf(values: number): { readonly name: string; readonly text: string } {
  let known = STATEMENTS.get(values);
  if (known === undefined) {
    const calls = Array.from({ length: values }, (_, at) => `set_config($${2 * at + 1},$${2 * at + 2},true)`);
    known = { name: `snodo_set_${values}`, text: `SELECT num_nulls(${calls.join(',')})` };
    STATEMENTS.set(values, known);
  }
  return known;
}
