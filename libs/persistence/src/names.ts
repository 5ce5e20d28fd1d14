/** The database roles of one app: one logs in, the others are entered for one transaction. */
export interface AppRoles {
  /** Connects; owns nothing and reads nothing by itself. */
  readonly login: string;
  /** Owns schema and tables; entered only by migrations, from an administrator's connection. */
  readonly owner: string;
  /** Work on behalf of a caller. */
  readonly api: string;
  /** Work of messages and jobs. */
  readonly consumer: string;
}

/** What business code may work as. */
export type WorkRole = 'api' | 'consumer';

/** PostgreSQL cuts longer names in silence, and two cut names may be one. */
const LONGEST_NAME = 63;

/** `inps-gateway` → `inps_gateway`. */
export function schemaOf(app: string): string {
  return app.replaceAll('-', '_');
}

/**
 * Roles are of the whole server: the database in the name keeps two installations on one server apart.
 * @throws Error when a name would be cut
 */
export function rolesOf(database: string, app: string): AppRoles {
  const name = (role: string): string => {
    const full = `${database}_${schemaOf(app)}_${role}`;
    if (Buffer.byteLength(full) > LONGEST_NAME)
      throw new Error(`role name ${full} is longer than ${LONGEST_NAME} bytes`);
    return full;
  };
  return Object.freeze({ login: name('login'), owner: name('owner'), api: name('api'), consumer: name('consumer') });
}

/** A database URL with another user and database; the rest (host, port, TLS) stays. No password means none in the URL. */
export function urlWith(
  url: string,
  part: { user?: string; password?: string | undefined; database?: string },
): string {
  const changed = new URL(url);
  if (part.user !== undefined) {
    changed.username = encodeURIComponent(part.user);
    changed.password = encodeURIComponent(part.password ?? '');
  }
  if (part.database !== undefined) changed.pathname = `/${encodeURIComponent(part.database)}`;
  return changed.href;
}

/** The database a URL names; `snodo` when it names none. */
export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || 'snodo';
}
