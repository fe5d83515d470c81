import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import * as schema from '../db/schema/index.ts';
import { startTestServer } from '../db/testing/server.ts';
import { databaseUrl } from '../db/testing/database.ts';
import { migrate } from '../db/migrate.ts';
import { caseListItems } from './cases/view.ts';
import { listCases } from './cases/list.ts';
import { countCases } from './cases/counts.ts';
import { listObservables } from './observables/list.ts';
import { listTimeline, listCaseEvents } from './cases/streams.ts';

const server = await startTestServer();
try {
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query('create database perf');
  await admin.end();
  const url = databaseUrl(server.adminUrl, 'perf');
  await migrate(url);
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const n = 200_000;
  const member = randomUUID();
  await pool.query(`insert into members (id, name, email, role, created_at, updated_at) select gen_random_uuid(), 'm'||i, 'm'||i||'@x.example','analyst',now(),now() from generate_series(1,49) i`);
  await pool.query(`insert into members (id, name, email, role, created_at, updated_at) values ($1,'me','me@x.example','analyst',now(),now())`, [member]);
  await pool.query(`create temp table m as select id, row_number() over () - 1 as r from members`).catch(() => {});
  console.time('load');
  await pool.query(`
    insert into cases (id, title, severity, severity_rank, state, stage, category, source, assignee_id, queue, tags, resolution_verdict, resolution_summary, restricted, started_at, lead_due_at, lead_at_risk_at, created_by, created_at, updated_at)
    select gen_random_uuid(), 'Case about ' || md5(i::text) || ' in store ' || (i % 500), (array['informational','low','medium','high','critical'])[1 + i % 5], i % 5,
      case when i % 50 = 0 then 'new' when i % 51 = 0 then 'in_progress' else 'resolved' end,
      case when i % 50 = 0 then 'new' when i % 51 = 0 then 'in_progress' else 'resolved' end,
      (array['Cloud','Email','Identity & Access','Other'])[1 + i % 4], (array['wiz','manual','generic/a'])[1 + i % 3],
      case when i % 3 = 0 then null else (select id from members order by id offset (i % 50) limit 1) end, 'triage', array['t' || (i % 200)],
      'duplicate', 's', i % 100 = 0, t, case when i % 50 = 0 or i % 51 = 0 then t + interval '9 hours' + (i % 3000) * interval '1 hour' end, case when i % 50 = 0 or i % 51 = 0 then t + interval '7 hours' end,
      '{"kind":"system","id":"system","name":"W"}', t, t
    from (select i, now() - (200000 - i) * interval '1 minute' as t from generate_series(1, ${n}) i) g`);
  await pool.query(`
    insert into observables (id, type, value, value_sha256, first_seen, last_seen)
    select gen_random_uuid(), 'ipv4', v, encode(sha256(v::bytea),'hex'), now(), now() - i * interval '1 second' from (select i, '10.'||(i/65536)||'.'||(i/256%256)||'.'||(i%256) as v from generate_series(1, 200000) i) g`);
  await pool.query(`
    insert into case_observables (case_id, observable_id, role, added_by, first_seen)
    select c.id, o.id, 'implicated', '{"kind":"system","id":"system","name":"W"}', now() from (select id, row_number() over () as r from cases) c join (select id, row_number() over () as r from observables) o on o.r = c.r or o.r = (c.r * 7) % 200000 + 1 on conflict do nothing`.replace('o.r = c.r or o.r = (c.r * 7) % 200000 + 1', 'o.r = c.r'));
  await pool.query(`insert into timeline (id, case_id, at, kind, actor_kind, actor, summary, detail) select gen_random_uuid(), id, created_at, 'created', 'system', '{"kind":"system","id":"system","name":"W"}', 'x', jsonb_build_object('severity', severity) from cases`);
  await pool.query('vacuum analyze');
  console.timeEnd('load');

  const texts: { text: string; params: unknown[] }[] = [];
  const db = drizzle(pool, { schema, logger: { logQuery: (text, params) => texts.push({ text, params }) } });
  const actor = { kind: 'user', id: member, name: 'me', role: 'analyst' } as const;
  const ctx = { db, actor, now: new Date() };
  const some = (await pool.query(`select value from observables limit 1 offset 1000`)).rows[0].value as string;
  const aCase = (await pool.query(`select number from cases where stage='new' limit 1`)).rows[0].number;
  const jobs: Record<string, () => Promise<unknown>> = {};
  for (const sort of ['-updated', 'updated', '-created', '-severity', 'severity', 'sla', '-sla']) {
    jobs[`list ${sort}`] = () => listCases({ ctx, input: { sort } });
    jobs[`list ${sort} open`] = () => listCases({ ctx, input: { sort, open: 'true' } });
  }
  jobs['deep -severity open'] = async () => { const p = await listCases({ ctx, input: { sort: '-severity', open: 'true', limit: 200 } }); texts.length = 0; await listCases({ ctx, input: { sort: '-severity', open: 'true', cursor: p.nextCursor! } }); };
  jobs['deep sla'] = async () => { const p = await listCases({ ctx, input: { sort: 'sla', open: 'true', limit: 200 } }); texts.length = 0; await listCases({ ctx, input: { sort: 'sla', open: 'true', cursor: p.nextCursor! } }); };
  jobs['severity=critical open'] = () => listCases({ ctx, input: { severity: 'critical', open: 'true' } });
  jobs['me open'] = () => listCases({ ctx, input: { assignee: 'me', open: 'true' } });
  jobs['none open'] = () => listCases({ ctx, input: { assignee: 'none', open: 'true' } });
  jobs['breached'] = () => listCases({ ctx, input: { sla: 'breached' } });
  jobs['at_risk'] = () => listCases({ ctx, input: { sla: 'at_risk' } });
  jobs['tag'] = () => listCases({ ctx, input: { tag: 't7' } });
  jobs['source category'] = () => listCases({ ctx, input: { source: 'wiz', category: 'Cloud', open: 'true' } });
  jobs['observable'] = () => listCases({ ctx, input: { observable: some } });
  jobs['observable unknown type'] = () => listCases({ ctx, input: { observable: 'no such user' } });
  jobs['q words'] = () => listCases({ ctx, input: { q: 'store 77' } });
  jobs['q rare'] = () => listCases({ ctx, input: { q: 'c4ca4238a0b923820dcc509a6f75849b' } });
  jobs['q indicator'] = () => listCases({ ctx, input: { q: some } });
  jobs['state'] = () => listCases({ ctx, input: { state: 'in_progress' } });
  jobs['counts'] = () => countCases({ ctx });
  jobs['observables'] = () => listObservables({ ctx, input: {} });
  jobs['observables value'] = () => listObservables({ ctx, input: { value: some } });
  jobs['timeline'] = () => listTimeline({ ctx, input: { key: `CASE-${aCase}`, query: {} } });
  jobs['events'] = () => listCaseEvents({ ctx, input: { key: `CASE-${aCase}`, query: {} } });
  void caseListItems;
  for (const [name, job] of Object.entries(jobs)) {
    texts.length = 0;
    await job();
    const queries = [...texts];
    const t0 = performance.now();
    await job();
    const whole = performance.now() - t0;
    console.log(`\n### ${name}: ${whole.toFixed(1)} ms whole`);
    for (const { text, params } of queries) {
      if (!/^select/i.test(text.trim())) continue;
      const { rows } = await pool.query(`explain (analyze, timing off, costs off) ${text}`, params as unknown[]);
      const plan = rows.map((row) => row['QUERY PLAN'] as string);
      const ms = plan.at(-1)!;
      const scans = plan.filter((line) => /Seq Scan|Sort  |Sort$|Index Scan|Bitmap Heap|Index Only/.test(line)).map((line) => line.trim().slice(0, 110));
      console.log(`  ${ms}  ${text.slice(0, 60).replace(/\s+/g, ' ')}…`);
      for (const line of scans) console.log(`      ${/Seq Scan/.test(line) ? '!!' : '  '} ${line}`);
    }
  }
  await pool.end();
} finally {
  await server.stop();
}
