import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { newId } from '../../../db/id.ts';
import { alertDetails, observables as allObservables, caseEvents, runs } from '../../../db/schema/index.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { CaseInput } from '../../../domain/case.ts';
import { investigate } from '../../../domain/scout/investigate.ts';
import type { AlertDetails } from '../../../domain/views/alert-details.ts';
import { recordOutput } from '../../ai/record-output.ts';
import { openCase } from '../../cases/open.ts';
import type { Ctx } from '../../kernel/index.ts';
import { updateObservable } from '../../observables/update.ts';
import { as, ctxOf, type Floor, NOW } from '../../testing/fixtures.ts';
import { rowOf } from '../../testing/reads.ts';
import { gatherFacts } from '../gather.ts';
import { settleByScout } from '../settle.ts';

const PROGRAM: Actor = { kind: 'api_key', id: 'k', name: 'Intake', role: 'admin' };

/** Scout, in a run of its own. */
export const scoutCtx = ({ db, scout }: Floor, now = NOW): Ctx =>
  ctxOf(db, { kind: 'ai', id: scout.id, name: scout.name, runId: randomUUID() }, now);

interface Given {
  fields?: Partial<CaseInput>;
  by?: Actor;
  /** Alerts as they came, the first one first. */
  alerts?: { vendor: string; raw: unknown; details?: Partial<AlertDetails> }[];
}

/** A case of Scout's whose one implicated file a person has called benign, with these alerts: it may resolve it, but for what a test adds. */
export async function scoutsCase(
  floor: Floor,
  { fields = {}, by = PROGRAM, alerts = [] }: Given = {},
): Promise<string> {
  const { observables = [], ...rest } = fields;
  const file = { type: 'sha256' as const, value: newId().replaceAll('-', '').repeat(2), role: 'implicated' as const };
  const { key } = await openCase({
    ctx: ctxOf(floor.db, by),
    input: {
      fields: {
        ...{ title: 'Odd process', severity: 'medium', category: 'Endpoint', assignee: floor.scout.id },
        ...rest,
        observables: [file, ...observables],
      },
    },
  });
  const { id } = await rowOf(floor.db, key);
  const judged = await floor.db.select().from(allObservables).where(eq(allObservables.value, file.value));
  for (const one of judged)
    await updateObservable({
      ctx: ctxOf(floor.db, as(floor.people.admin)),
      input: { id: one.id, patch: { verdict: 'benign', reason: 'Microsoft’s own.' } },
    });
  await attach(floor, id, alerts);
  // Nobody is at work here but Scout.
  await floor.db.update(runs).set({ status: 'skipped', endedAt: NOW }).where(eq(runs.caseId, id));
  return key;
}

async function attach({ db }: Floor, caseId: string, alerts: NonNullable<Given['alerts']>): Promise<void> {
  const rows = alerts.map((alert) => ({ ...alert, vendorId: newId() }));
  const times = { title: 'Alert', at: NOW, receivedAt: NOW };
  const events = rows.map(({ vendor, vendorId, raw }) => ({ id: newId(), caseId, vendor, vendorId, raw, ...times }));
  if (events.length > 0) await db.insert(caseEvents).values(events);
  for (const { vendor, vendorId, details } of rows)
    if (details)
      await db.insert(alertDetails).values({ vendor, vendorId, readAt: NOW, details: { ...NOTHING, ...details } });
}

const NOTHING: AlertDetails = {
  ...{ processes: [], host: null, user: null, tactic: null, techniques: [], disposition: null },
  ...{ status: null, assignee: null, connections: [], names: [], files: [], indicators: [] },
};

/** A process of an alert's details, known by its command line alone. */
export const processOf = (commandLine: string, role: 'process' | 'parent' = 'process') => ({
  ...{ role, name: null, path: null, commandLine, user: null },
  ...{ md5: null, sha1: null, sha256: null },
});

/** Investigates by the rules; answers the kept output. */
export async function investigated(floor: Floor, key: string): Promise<string> {
  const ctx = scoutCtx(floor);
  const output = investigate(await gatherFacts({ ctx, input: { key } }));
  const asked = { model: null, promptVersion: 1, inputHash: randomUUID(), tokens: 0, milliseconds: 0 };
  const input = {
    task: 'investigate',
    ...asked,
    output,
    reason: null,
    cached: false,
    flags: [],
    caseKey: key,
  } as const;
  return (await recordOutput({ ctx, input: { ...input, flags: [] } })).id;
}

/** The same, and what Scout then does. */
export async function settled(floor: Floor, key: string, meanwhile: () => Promise<unknown> = async () => {}) {
  const outputId = await investigated(floor, key);
  await meanwhile();
  const done = await settleByScout({ ctx: scoutCtx(floor), input: { key, outputId, asked: 0 } });
  if (done.outcome === 'stopped') throw new Error(done.summary);
  return done;
}
