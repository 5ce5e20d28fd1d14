import { createServer } from 'node:net';

/** A TCP port of the loopback interface that nobody holds right now. It can be taken before use: callers retry. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The wanted port when it is free on loopback, else the next free one above it. */
export async function portFrom(wanted, tries = 50) {
  for (let port = wanted; port < wanted + tries; port += 1) {
    if (await isFree(port)) return port;
  }
  return freePort();
}

/** Whether a listener could be opened on the loopback port. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
