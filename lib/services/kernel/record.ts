import { isDeepStrictEqual } from 'node:util';
import { newId } from '../../db/id.ts';
import { audit, type TimelineKind, timeline } from '../../db/schema/index.ts';
import { refOf, runIdOfActor } from '../../domain/actor.ts';
import { withoutSecrets } from '../../domain/audit.ts';
import { isSetting, SETTINGS_CHANGED } from '../../domain/settings.ts';
import type { TxCtx } from './context.ts';
import { tellPages } from './tell-pages.ts';

export type Diff = Record<string, { from: unknown; to: unknown }>;

/**
 * The fields of `after` that differ from `before`, compared by their JSON. The order of an object's keys is no difference, because
 * jsonb does not keep it; a field that is undefined is not set.
 */
export function diffOf(before: Record<string, unknown>, after: Record<string, unknown>): Diff {
  const diff: Diff = {};
  for (const [field, to] of Object.entries(after)) {
    if (to === undefined) continue;
    const from = before[field] ?? null;
    if (!isDeepStrictEqual(asJson(from), asJson(to))) diff[field] = { from, to };
  }
  return diff;
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Adds an entry to a case's timeline; answers its id. */
export async function writeTimeline(
  ctx: TxCtx,
  entry: { caseId: string; kind: TimelineKind; summary: string; detail?: Record<string, unknown>; at?: Date },
): Promise<string> {
  const id = newId();
  const row = {
    id,
    caseId: entry.caseId,
    at: entry.at ?? ctx.now,
    kind: entry.kind,
    actorKind: ctx.actor.kind,
    actor: refOf(ctx.actor),
    runId: runIdOfActor(ctx.actor),
    summary: entry.summary,
    detail: entry.detail ?? {},
  };
  if (ctx.batch) ctx.batch.timeline.push(row);
  else await ctx.tx.insert(timeline).values(row);
  return id;
}

/** Adds an audit row. Secrets in the difference are hidden. Of a setting that has changed the open pages hear, too: every change of one is audited. */
export async function writeAudit(
  ctx: TxCtx,
  entry: { action: string; entity: string; entityId: string; diff: Diff },
): Promise<void> {
  const row = {
    id: newId(),
    at: ctx.now,
    actor: refOf(ctx.actor),
    runId: runIdOfActor(ctx.actor),
    ip: ctx.origin?.ip ?? null,
    userAgent: ctx.origin?.userAgent ?? null,
    ...entry,
    diff: withoutSecrets(entry.diff),
  };
  if (ctx.batch) ctx.batch.audit.push(row);
  else await ctx.tx.insert(audit).values(row);
  if (isSetting(entry.entity) && Object.keys(entry.diff).length > 0)
    await tellPages(ctx, SETTINGS_CHANGED, { setting: entry.entity });
}
