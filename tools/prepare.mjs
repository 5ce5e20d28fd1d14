import { pathToFileURL } from 'node:url';
import { allowedWays, choosePostgres, chooseRabbit } from './prepare/choose-servers.mjs';
import { compile } from './prepare/compile.mjs';
import { installPackages } from './prepare/packages.mjs';
import { claimPlace } from './prepare/place.mjs';
import { developmentSecrets } from './prepare/secrets.mjs';

/**
 * Brings the machine to the point where Snodo can run: packages, compiled code, servers, development secrets.
 *
 * Gives what the caller needs and the function that stops all that was started here, and nothing else:
 * `{ databaseUrl, amqpUrl, place, installation, secrets, stop }`; `amqpUrl` undefined means the embedded transport.
 */
export async function prepare({ kind, keepFiles = true, say, env = process.env }) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node.js ${process.versions.node} is too old: 20.19 or later is needed`);
  const place = claimPlace(kind);
  const servers = [];
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop({ remove: !keepFiles })));
    place.release();
  };
  const choose = async (choice, name) => {
    const chosen = await choice({ folder: place.folder, env, ways: allowedWays(name, env), say });
    if (chosen.server !== undefined) servers.push(chosen.server);
    return chosen;
  };
  // The broker takes seconds to start: everything else goes on meanwhile.
  const outcomes = await Promise.allSettled([
    installPackages(say).then(() => compile(say)),
    choose(choosePostgres, 'postgres'),
    choose(chooseRabbit, 'rabbitmq'),
  ]);
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const [, postgres, rabbit] = outcomes.map(({ value }) => value);
  return {
    databaseUrl: postgres.url,
    databaseGiven: postgres.given === true,
    amqpUrl: rabbit.url,
    place,
    stop,
    ...developmentSecrets(env),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { stop } = await prepare({ kind: 'prepare', keepFiles: false, say: console.log });
  await stop();
}
