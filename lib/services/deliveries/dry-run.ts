import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { cases, vendorObjects } from '../../db/schema/index.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { numberOf } from '../../domain/case.ts';
import { foundObservables } from '../../domain/found-observables.ts';
import { decideIntake, type IntakeDecision } from '../../domain/intake.ts';
import { factsFor } from '../../domain/intake-facts.ts';
import { type MappedCase, parseMapped } from '../../domain/mapping.ts';
import type { DryRun } from '../../domain/views/intake.ts';
import { settingsOf } from '../automations/settings-of.ts';
import { type FoundCase, findCaseByGroup, findCaseByObject } from '../cases/find-by-object.ts';
import { intakeOf } from '../connectors/catalogue.ts';
import { authorize, type Ctx, parse, visibleCases } from '../kernel/index.ts';
import { activeFor } from '../mappings/active-for.ts';
import { evaluateMapping } from '../mappings/evaluate.ts';
import { BodyError, MAX_BYTES, readBody } from './body.ts';
import { bodyHash } from './canonical.ts';
import { classify } from './classify.ts';
import { previewOkta } from './preview-okta.ts';

export const DryRunInput = z.strictObject({ connector: z.string().min(1).max(80), body: z.string().max(MAX_BYTES) });

/** Says what a body would do if the connector's vendor sent it now; nothing is written. */
export async function dryRun({ ctx, input }: { ctx: Ctx; input: z.input<typeof DryRunInput> }): Promise<DryRun> {
  authorize(ctx.actor, 'delivery.dry_run');
  const { connector, body } = parse(DryRunInput, input);
  intakeOf(connector);
  let value: unknown;
  try {
    value = readBody(Buffer.from(body, 'utf8')).value;
  } catch (error) {
    if (error instanceof BodyError) return nothing('refused', error.message, null);
    throw error;
  }
  const reading = classify(connector, value, bodyHash(value));
  if (!reading.ok) return nothing('quarantined', reading.reason, null);
  const result = isOkta(connector) ? await previewOkta(ctx, value) : await afterIntake(ctx, connector, value);
  const duplicate = await isDuplicate(ctx, connector, reading.objectKey, reading.sameness);
  if (!duplicate) return { ...result, objectKey: result.objectKey ?? reading.objectKey };
  const reason = 'Equal to the latest accepted event of this object.';
  return {
    ...result,
    objectKey: reading.objectKey,
    outcome: 'duplicate',
    reason,
    effect: 'Nothing: it is a duplicate.',
  };
}

/** The vendor whose events have no mapping: what they lead to is decided by the open cases of their user. */
const isOkta = (connector: string) => connector === 'okta';

function nothing(outcome: 'refused' | 'quarantined', reason: string, objectKey: string | null): DryRun {
  const effect = outcome === 'refused' ? 'Nothing: the request is refused.' : 'Nothing until it is delivered again.';
  return { outcome, reason, objectKey, notes: [], observables: [], effect };
}

async function isDuplicate(ctx: Ctx, connectorId: string, objectKey: string, hash: string): Promise<boolean> {
  const [known] = await ctx.db
    .select({ hash: vendorObjects.bodySha256 })
    .from(vendorObjects)
    .where(and(eq(vendorObjects.connectorId, connectorId), eq(vendorObjects.objectKey, objectKey)));
  return known?.hash === hash;
}

/** What the workflow makes of an event that is news. */
async function afterIntake(ctx: Ctx, connector: string, value: unknown): Promise<DryRun> {
  const { expression } = await activeFor(ctx.db, connector);
  const result = await evaluateMapping(expression, value);
  if (!result.ok) return nothing('quarantined', result.reason, null);
  const mapped = parseMapped(result.output);
  if (!mapped.ok) return { ...nothing('quarantined', mapped.reason, null), mapped: result.output };
  const source = intakeOf(connector);
  const found = foundObservables(value, mapped.value, source.mapping === null ? {} : source);
  return {
    ...(await decideNow(ctx, connector, value, mapped.value)),
    objectKey: mapped.value.objectKey,
    mapped: mapped.value,
    notes: mapped.notes,
    observables: found.map(({ type, value: text, role, paths }) => ({ type, value: text, role, path: paths[0]! })),
  };
}

type Decided = Pick<DryRun, 'outcome' | 'reason' | 'effect'>;

async function decideNow(ctx: Ctx, connectorId: string, body: unknown, mapped: MappedCase): Promise<Decided> {
  const { enabled, automation, facts, group } = await factsOf(ctx, connectorId, body, mapped);
  if (!enabled) {
    const reason = `The automation ${automation} is switched off.`;
    return { outcome: 'accepted', reason, effect: 'Nothing: its automation is switched off.' };
  }
  const asSystem: Ctx = { ...ctx, actor: SYSTEM };
  const own = await findCaseByObject({ ctx: asSystem, input: { connectorId, objectKey: mapped.objectKey } });
  const at = new Date(mapped.eventTime ?? ctx.now);
  const shared =
    own === null && group ? await findCaseByGroup({ ctx: asSystem, input: { connectorId, group, at } }) : null;
  const found = own ?? shared;
  const standing = found && { ...found, endedAt: found.endedAt === null ? null : new Date(found.endedAt) };
  const decision = decideIntake({ ...factsFor(own !== null, facts), standing, now: ctx.now });
  if (decision.do === 'filter')
    return { outcome: 'filtered', reason: decision.reason, effect: 'Nothing: it is filtered.' };
  const name = found && (await maySee(ctx, found)) ? found.key : 'the case that stands for this object';
  return { outcome: 'accepted', reason: null, effect: effectOf(decision, mapped, name, facts.resolves) };
}

async function factsOf(ctx: Ctx, connectorId: string, body: unknown, mapped: MappedCase) {
  const source = intakeOf(connectorId);
  if (source.mapping === null) throw new Error(`${connectorId} has no mapping to try.`);
  const { automation, facts } = source;
  const { enabled, parameters } = await settingsOf(ctx.db, automation);
  return { enabled, automation, facts: facts(mapped, parameters), group: source.group?.(body, parameters) ?? null };
}

function effectOf(
  decision: Exclude<IntakeDecision, { do: 'filter' }>,
  mapped: MappedCase,
  name: string,
  resolves: boolean,
): string {
  switch (decision.do) {
    case 'open':
      return `Open a ${mapped.severity} case “${mapped.title}”${decision.follows ? `, linked to ${name}` : ''}.`;
    case 'reopen':
      return `Reopen ${name}.`;
    case 'note':
      return `Keep the event on ${name}, which has ended and stays so.`;
    case 'update':
      return resolves ? `Add the event to ${name} and resolve it.` : `Add the event to ${name}.`;
  }
}

/** A case that the actor may not see is not named. */
async function maySee(ctx: Ctx, found: FoundCase): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.number, numberOf(found.key)!), visibleCases(ctx.actor)));
  return rows.length > 0;
}
