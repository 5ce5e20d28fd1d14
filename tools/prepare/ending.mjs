/**
 * Runs `work` and then `stop`, however the work ends: with a value, an error, or a signal to this process. The first
 * Ctrl-C stops in order; a second one leaves at once, and then the guards of the servers end them.
 */
export async function andThenStop(work, stop) {
  const interrupted = new Promise((resolve) => {
    const leave = (signal) => {
      for (const again of SIGNALS) process.on(again, () => process.exit(130));
      resolve({ signal });
    };
    for (const signal of SIGNALS) process.once(signal, () => leave(signal));
  });
  // The servers do not keep this process alive (in a test that would hang it), so this does while the work is under way.
  const hold = setInterval(() => {}, 2 ** 30);
  const finished = Promise.resolve(work()).then((value) => ({ value }));
  try {
    const outcome = await Promise.race([finished, interrupted]);
    if (outcome.signal !== undefined) process.exitCode = 130;
    return outcome.value;
  } finally {
    await stop();
    clearInterval(hold);
  }
}

/** Says what went wrong in one line (the whole trace with SNODO_DEBUG) and leaves with exit code 1. */
export function fail(error) {
  process.stderr.write(`\n${process.env.SNODO_DEBUG ? error.stack : error.message}\n`);
  process.exitCode = 1;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
