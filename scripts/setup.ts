import { connect } from '#lib/db/client.ts';
import { env, requiredEnv } from '#lib/env.ts';
import { firstRun } from '#lib/services/setup/first-run.ts';

/** Makes what the product ships with and prints one JSON line for the starter: `{admin: {email, password} | null, apiKey}`. */
const { db, pool } = connect(requiredEnv('DATABASE_URL'), 1);
try {
  const made = await firstRun(db, {
    adminEmail: env().ADMIN_EMAIL ?? 'admin@watchfloor.local',
    adminPassword: env().ADMIN_PASSWORD ?? null,
    bootstrapApiKey: env().BOOTSTRAP_API_KEY ?? null,
    now: new Date(),
  });
  process.stdout.write(`${JSON.stringify(made)}\n`);
} finally {
  await pool.end();
}
