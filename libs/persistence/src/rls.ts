/** SQL makers for migrations: grants and row-level security in one form everywhere. Role names come from `AppRoles`. */

export type Privilege = 'select' | 'insert' | 'update' | 'delete';

/** Row-level security on, for the owner too: no row is seen or written but through a policy. */
export function enableRls(table: string): string {
  return `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`;
}

/** Which rows a role may touch. `using`: rows it finds; `check`: rows it may leave behind (as `using` unless told). */
export interface PolicyRule {
  readonly to: string | readonly string[];
  readonly for: Privilege | 'all';
  readonly using?: string;
  readonly check?: string;
  /** Only when one role has two policies for the same verb. */
  readonly name?: string;
  /** Rows must pass it whatever other policies let through; alone it lets nothing through. */
  readonly restrictive?: boolean;
}

/** One explicit policy; rows of no policy stay out of reach. */
export function policy(table: string, rule: PolicyRule): string {
  const roles = typeof rule.to === 'string' ? [rule.to] : rule.to;
  const label = rule.name ?? `${roles.map((role) => role.split('_').at(-1)).join('_')}_${rule.for}`;
  const using = rule.for === 'insert' || rule.using === undefined ? '' : ` USING (${rule.using})`;
  const check = rule.check === undefined ? '' : ` WITH CHECK (${rule.check})`;
  const kind = rule.restrictive === true ? ' AS RESTRICTIVE' : '';
  return `CREATE POLICY ${label} ON ${table}${kind} FOR ${rule.for.toUpperCase()} TO ${roles.map(quoted).join(', ')}${using}${check}`;
}

/** Privileges on a table, or on some of its columns only. */
export function grant(
  table: string,
  privileges: readonly Privilege[],
  to: string | readonly string[],
  columns?: readonly string[],
): string {
  const roles = typeof to === 'string' ? [to] : to;
  const only = columns === undefined ? '' : ` (${columns.join(', ')})`;
  return `GRANT ${privileges.map((one) => one.toUpperCase() + only).join(', ')} ON ${table} TO ${roles.map(quoted).join(', ')}`;
}

/**
 * SQL that reads a text of the transaction's scope; NULL when it was not set, so that comparisons fail closed. The subselect makes
 * the planner ask once per statement, not once per row.
 */
export function scopeValue(key: string): string {
  return `(SELECT nullif(current_setting('snodo.${scopeKey(key)}', true), ''))`;
}

/** SQL of a uuid array from a scope written as comma-separated ids; NULL when it was not set. Use as `ente = ANY (${scopeUuids('enti')})`. */
export function scopeUuids(key: string): string {
  return `(SELECT string_to_array(current_setting('snodo.${scopeKey(key)}', true), ',')::uuid[])::uuid[]`;
}

/** As `scopeUuids`, of texts without commas: `comune = ANY (${scopeTexts('comuni')})`. */
export function scopeTexts(key: string): string {
  return `(SELECT string_to_array(nullif(current_setting('snodo.${scopeKey(key)}', true), ''), ','))::text[]`;
}

const SCOPE_KEY = /^[a-z][a-z0-9_]{0,40}$/;

/** @throws Error when a scope key is not a plain snake_case word: it becomes part of a setting's name */
export function scopeKey(key: string): string {
  if (!SCOPE_KEY.test(key)) throw new Error(`scope key ${JSON.stringify(key)} is not snake_case`);
  return key;
}

/** An SQL identifier in quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL text literal; for the places where parameters cannot go (settings, DDL). */
export function literal(text: string): string {
  const doubled = text.replaceAll("'", "''");
  return text.includes('\\') ? ` E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}
