import { and, gte, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../../db/client.ts';
import { automations, runs } from '../../db/schema/index.ts';
import { AUTOMATIONS, type AutomationDefinition, type AutomationId, type Trigger } from '../../domain/automations.ts';
import { nextTime, Schedule, scheduleOfLine } from '../../domain/schedule.ts';
import type { AutomationView } from '../../domain/views/run.ts';
import { idSince } from '../kernel/index.ts';
import { parametersOf } from './settings-of.ts';

const DAY_MS = 86_400_000;
const NONE: AutomationView['last24h'] = {
  completed: 0,
  failed: 0,
  skipped: 0,
  active: 0,
  lastRunAt: null,
  p50Ms: null,
};

/** Automations as the page shows them: what is set, and the runs of the last 24 hours. */
export async function automationViews(db: Db, ids: readonly AutomationId[], now: Date): Promise<AutomationView[]> {
  const [rows, figures] = await Promise.all([
    db
      .select()
      .from(automations)
      .where(inArray(automations.id, [...ids])),
    lastDay(db, now),
  ]);
  return ids.map((id) => {
    const { title, description, triggers } = AUTOMATIONS[id];
    const row = rows.find((one) => one.id === id);
    const enabled = row?.enabled ?? true;
    const parameters = parametersOf(id, row?.parameters ?? {});
    return {
      id,
      title,
      description,
      triggers: (triggers as readonly Trigger[]).map((trigger) => ({ ...trigger })),
      enabled,
      nextRunAt: enabled ? nextRunOf(id, parameters, now) : null,
      parameters,
      parametersSchema: schemaOf(id),
      last24h: figures.get(id) ?? NONE,
    };
  });
}

/** By the catalogue's own schedule, or by the one that an administrator set. */
function nextRunOf(id: AutomationId, parameters: unknown, now: Date): string | null {
  const { schedule }: Pick<AutomationDefinition, 'schedule'> = AUTOMATIONS[id];
  const { data } = Schedule.safeParse(schedule === undefined ? parameters : scheduleOfLine(schedule));
  return (data && nextTime(data, now)?.toISOString()) ?? null;
}

/** The parameters' JSON Schema with each shipped value as its default: zod leaves out that of a parameter that is transformed. */
function schemaOf(id: AutomationId): Record<string, unknown> {
  const { parameters } = AUTOMATIONS[id];
  const shipped: Record<string, unknown> = parameters.parse({});
  const schema = z.toJSONSchema(parameters, { io: 'input' });
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    if (typeof property === 'object') property.default ??= shipped[name] as typeof property.default;
  return schema as Record<string, unknown>;
}

async function lastDay(db: Db, now: Date): Promise<Map<string, AutomationView['last24h']>> {
  const since = new Date(now.getTime() - DAY_MS);
  const having = (...statuses: string[]) =>
    sql<number>`(count(*) filter (where ${inArray(runs.status, statuses as never[])}))::int`;
  const rows = await db
    .select({
      automation: runs.automation,
      completed: having('completed'),
      failed: having('failed'),
      skipped: having('skipped'),
      active: having('queued', 'running', 'waiting'),
      lastRunAt: sql<string | null>`max(${runs.startedAt})`,
      p50Ms: sql<number | null>`percentile_cont(0.5) within group (
        order by extract(epoch from ${runs.endedAt} - ${runs.startedAt}) * 1000
      ) filter (where ${runs.status} = 'completed')`,
    })
    .from(runs)
    .where(and(gte(runs.id, idSince(since)), gte(runs.createdAt, since)))
    .groupBy(runs.automation);
  return new Map(
    rows.map(({ automation, lastRunAt, p50Ms, ...counts }) => [
      automation,
      {
        ...counts,
        lastRunAt: lastRunAt && new Date(lastRunAt).toISOString(),
        p50Ms: p50Ms === null ? null : Math.round(Number(p50Ms)),
      },
    ]),
  );
}
