import type { Database } from '#libs/persistence';

/** The death of a process in the middle of its work. */
export class Crash extends Error {}

/** The database of a process that dies at its nth transaction: before it begins, or right after it committed. */
export function dyingAt(
  database: Database,
  nth: number,
  when: 'before' | 'after',
): { database: Database; died: () => boolean } {
  let count = 0;
  let died = false;
  const proxy = new Proxy(database, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name !== 'transaction') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      return async (...args: Parameters<Database['transaction']>) => {
        count += 1;
        if (died || (count === nth && when === 'before')) {
          died = true;
          throw new Crash();
        }
        const result = await target.transaction(...args);
        if (count === nth) {
          died = true;
          throw new Crash();
        }
        return result;
      };
    },
  });
  return { database: proxy, died: () => died };
}
