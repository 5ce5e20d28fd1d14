export interface PrepareOptions {
  /** Of a role that may create databases and roles. Names the database to prepare (`snodo` when it names none). */
  readonly adminUrl: string;
  readonly apps: readonly string[];
  /** Password of an app's login role; none where the server trusts this machine. */
  readonly password?: (app: string) => string | undefined;
}

/**
 * Brings a server to the point where apps can migrate and start: database, and per app a schema and its roles. Can be run again at any
 * time, by several processes at once; an advisory lock puts them in a row.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<void> {
  throw new Error(`not prepared: ${options.apps.join()}`);
}
