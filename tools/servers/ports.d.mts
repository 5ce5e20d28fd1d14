/** A TCP port of the loopback interface that nobody holds right now. It can be taken before use: callers retry. */
export function freePort(): Promise<number>;
