import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseObservables, cases, observables } from '../../db/schema/index.ts';
import { type Actor, SYSTEM } from '../../domain/actor.ts';
import { COUNT_CAP, hiddenCases, visibleCases } from '../kernel/index.ts';
import { apiKey, as, automation, NOW, testFloor } from '../testing/fixtures.ts';
import { valueHash } from './value-hash.ts';
import { countCasesOf, NO_CASES, visibleObservables } from './visible.ts';

const floor = testFloor();
const by = { kind: 'system' as const, id: 'system', name: 'Watchfloor' };
const all = newId();
const secret = newId();
const hot = newId();

beforeAll(async () => {
  const { analyst, colleague } = floor.people;
  const owners = [{}, { assigneeId: analyst.id }, { collaborators: [analyst.id] }, { watchers: [analyst.id] }];
  const facts = owners.flatMap((owner) =>
    [null, analyst.id, colleague.id].flatMap((subjectMemberId) =>
      [false, true].map((restricted) => ({ ...owner, subjectMemberId, restricted })),
    ),
  );
  const rows = facts.map((fact) => ({
    ...{ id: newId(), title: 't', severity: 'low' as const, severityRank: 1, state: 'new' as const },
    ...{ stage: 'new' as const, queue: 'triage', startedAt: NOW, createdAt: NOW, updatedAt: NOW, createdBy: by },
    ...fact,
  }));
  await floor.db.insert(cases).values(rows);
  await floor.db.insert(observables).values(
    [all, secret, hot].map((id) => ({
      ...{ id, type: 'domain' as const, value: `${id}.example`, valueSha256: valueHash('domain', id) },
      ...{ firstSeen: NOW, lastSeen: NOW },
    })),
  );
  const link = (caseId: string, observableId: string) => ({
    ...{ caseId, observableId, role: 'related' as const, addedBy: by, firstSeen: NOW },
  });
  const hidden = rows.filter((row) => row.restricted && row.subjectMemberId === analyst.id);
  await floor.db
    .insert(caseObservables)
    .values([...rows.map((row) => link(row.id, all)), ...hidden.map((row) => link(row.id, secret))]);
});

const actors = (): Actor[] => [
  ...Object.values(floor.people).map(as),
  ...(['admin', 'lead', 'analyst', 'viewer'] as const).map(apiKey),
  automation(),
  SYSTEM,
];

test('hidden is what is not visible, for every kind of actor and of case', async () => {
  for (const actor of actors()) {
    const hidden = hiddenCases(actor) ?? sql`false`;
    const visible = visibleCases(actor) ?? sql`true`;
    const wrong = await floor.db
      .select({ id: cases.id })
      .from(cases)
      .where(sql`(${hidden}) is not distinct from ((${visible}) is true)`);
    expect(wrong, JSON.stringify(actor)).toEqual([]);
  }
});

test('an observable counts the cases that the actor may see, and is there when it is one at least', async () => {
  for (const actor of actors()) {
    const seen = await floor.db.select({ id: cases.id }).from(cases).where(visibleCases(actor));
    const counts = await countCasesOf(floor.db, actor, [all, secret, hot]);
    expect(counts.get(all)).toEqual({ value: seen.length, capped: false });
    const listed = await floor.db.select({ id: observables.id }).from(observables).where(visibleObservables(actor));
    const shown = new Set(listed.map((row) => row.id));
    if (hiddenCases(actor)) for (const [id, { value }] of counts) expect(shown.has(id)).toBe(value > 0);
    else expect(shown.size).toBe(3);
  }
  expect((await countCasesOf(floor.db, as(floor.people.analyst), [secret])).get(secret)).toEqual(NO_CASES);
});

test('a count ends at the cap, and says so', async () => {
  await floor.db.execute(sql`
    with made as (
      insert into cases (id, title, severity, severity_rank, state, stage, queue, started_at, created_by, created_at, updated_at)
      select gen_random_uuid(), 't', 'low', 1, 'new', 'new', 'triage', now(), '{}', now(), now()
      from generate_series(1, ${COUNT_CAP + 1}) returning id)
    insert into case_observables (case_id, observable_id, role, added_by, first_seen)
    select id, ${hot}::uuid, 'related', '{}', now() from made`);
  for (const actor of [as(floor.people.analyst), SYSTEM])
    expect((await countCasesOf(floor.db, actor, [hot])).get(hot)).toEqual({ value: COUNT_CAP, capped: true });
});
