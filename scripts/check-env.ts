/** Prints the parsed environment as one line of JSON for the starter, or what is wrong with it on stderr. */
import { EnvError, notAvailable, parseEnv } from '#lib/env.ts';

try {
  const env = parseEnv(process.env);
  const { PORT, PUBLIC_URL, DATA_DIR, DATABASE_URL } = env;
  process.stdout.write(`${JSON.stringify({ PORT, PUBLIC_URL, DATA_DIR, DATABASE_URL, notices: notAvailable(env) })}\n`);
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
