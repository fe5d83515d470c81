import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '#e2e/support/product.ts';
import { until } from '#e2e/support/until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = `${ROOT}.cache/bench-app`;
const NEXT = `${ROOT}node_modules/next/dist/bin/next`;

/**
 * What a Next route can do at most: the rows that our hook writes for a Wiz issue, in one prepared statement over a pool of the same
 * size, and nothing else: no check of who sends, of a repetition, of a shape.
 */
const ROUTE = `
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';

const pool = (globalThis.benchPool ??= new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 }));
const STATEMENT = \`
with object as (
  insert into vendor_objects (connector_id, object_key, body_sha256, delivery_id, updated_at) values ('bare', $2, $3, $1, now())
), delivery as (
  insert into deliveries (id, connector_id, vendor, received_at, outcome, object_key, body, body_sha256, bytes)
  values ($1, 'bare', 'bare', now(), 'accepted', $2, $4, $3, $5)
), event as (
  insert into outbox (id, name, data, created_at) values ($6, 'bare/received', $7, now())
)
insert into runs (id, automation, event_id, event_name, delivery_id, status, created_at)
values ($8, 'bare', $6, 'bare/received', $1, 'queued', now())\`;

export async function POST(request) {
  const text = await request.text();
  const body = JSON.parse(text);
  const deliveryId = randomUUID();
  const data = JSON.stringify({ deliveryId, connector: 'bare', objectKey: body.issue.id, receivedAt: new Date(), cause: [] });
  const hash = createHash('sha256').update(text).digest('hex');
  const values = [deliveryId, body.issue.id, hash, text, text.length, randomUUID(), data, randomUUID()];
  await pool.query({ name: 'bare', text: STATEMENT, values });
  return Response.json({ deliveryId, duplicate: false }, { status: 202 });
}
`;
const FILES = {
  'package.json': JSON.stringify({ name: 'bare', private: true, type: 'module' }),
  'next.config.mjs': `export default { serverExternalPackages: ['pg'], turbopack: { root: ${JSON.stringify(ROOT)} } };`,
  // Without one of its own, Next takes that of the folder which holds node_modules: ours.
  'instrumentation.js': 'export function register() {}',
  'app/layout.js': `export default ({ children }) => <html lang="en"><body>{children}</body></html>;`,
  'app/api/hook/route.js': ROUTE,
};

/** Builds the bare app for production and starts it on the product's database. */
export async function startBareApp(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(`${FOLDER}/app/api/hook`, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) await writeFile(`${FOLDER}/${name}`, text);
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
  };
  const built = spawnSync(process.execPath, [NEXT, 'build'], { cwd: FOLDER, env, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the bare app does not build:\n${built.stdout}\n${built.stderr}`);

  const port = await freePort();
  const child = spawn(process.execPath, [NEXT, 'start', '-p', String(port)], { cwd: FOLDER, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const url = `http://localhost:${port}/api/hook`;
  await until('the bare app answers', () =>
    fetch(url).then(
      (answer) => answer.status === 405,
      () => false,
    ),
  );
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
