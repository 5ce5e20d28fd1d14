/** Shapes of libs/persistence until it lands. */
export interface Tx {
  query<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  afterCommit(work: () => void): void;
}
export interface Database {
  readonly app: string;
  transaction<T>(
    role: 'api' | 'consumer',
    scope: Readonly<Record<string, string>>,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T>;
}
