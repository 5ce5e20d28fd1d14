import { setFlagsFromString } from 'node:v8';

/**
 * Reading and applying a document makes much that lives for a moment: texts of lotti and messages of a quarter of a MiB each. Left alone, V8 lets
 * such garbage grow to several times what is alive before it looks at it, and a document ten times as large seems to need 150 MiB more.
 * Here it may grow to as much as is alive, for some 7 % more processor time. V8 reads this figure at every collection, so it may be
 * set while the process runs; a V8 that does not know it says so and goes on with more memory.
 */
export function boundGarbage(): void {
  setFlagsFromString('--heap-growing-percent=100');
}
