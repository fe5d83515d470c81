/** Less than the starter waits before it kills, so that the process ends by its own hand. */
const GRACE_MS = 2_800;

/**
 * Ends this process in order: `close` runs once, on SIGTERM, on SIGINT, or when the starter is gone (its IPC channel
 * closes, which a `kill -9` of the starter cannot prevent). Then, or after 2.8 seconds at the latest, it exits.
 */
export function endWithParent(close: () => Promise<void>): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    // The starter reads our output: when it is gone, a line for the log must not end us before `close` has.
    process.stdout.on('error', () => {});
    process.stderr.on('error', () => {});
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    try {
      await close();
      process.exit(0);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    }
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
}
