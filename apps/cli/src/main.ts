import { setTimeout as pause } from 'node:timers/promises';
import { runSnodo } from './snodo.js';

const { stdin, stdout, stderr, env, argv } = process;

// A reader that has seen enough (`| head`) is no failure of ours.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await runSnodo(argv.slice(2), {
  input: stdin,
  output: stdout,
  errors: stderr,
  env,
  now: () => new Date(),
  pause,
});
