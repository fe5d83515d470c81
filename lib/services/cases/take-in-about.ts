import { and, eq, sql } from 'drizzle-orm';
import { type Case, caseObjects, cases, timeline } from '../../db/schema/index.ts';
import { runIdOfActor } from '../../domain/actor.ts';
import { type CaseInput, CaseInput as CaseInputSchema, keyOf } from '../../domain/case.ts';
import { isListed } from '../../domain/intake.ts';
import { IDENTITY } from '../../domain/okta/as-case.ts';
import { isSamePerson, type OktaPerson } from '../../domain/okta/facts.ts';
import type { VipJudgement } from '../../domain/okta/vip.ts';
import { rankOf, type Severity } from '../../domain/severity.ts';
import type { StormGuard } from '../../domain/storm.ts';
import { settleIn } from '../deliveries/settle.ts';
import { authorize, type Ctx, jsonbSafe, parse, type TxCtx, transact } from '../kernel/index.ts';
import { linkCase } from '../runs/link-case.ts';
import { openOrCollect } from '../storms/open-or-collect.ts';
import { accusedBefore, askAboutKnown } from './ask-about-known.ts';
import { lockCase } from './fetch.ts';
import type { NewEvent } from './insert-event.ts';
import { categoriesOf } from './okta-events.ts';
import type { CaseOrigin, VendorObject } from './open.ts';
import { type About, aboutHash, type Concerned, findOpenAbout } from './open-about.ts';
import { raiseForVip } from './raise-for-vip.ts';
import { receiveEvent } from './receive-event.ts';
import { saveCase } from './save.ts';
import { markKnown, markUnknown } from './settle-vip.ts';
import { inQuestion, oktaUsersOf } from './vip-question.ts';

export interface TakeInAboutInput {
  /** Events about the same user or address come to the same open case. Null: the event stands for itself. */
  about: About | null;
  /** Only open cases of these categories take the event; none: of every one. */
  categories: readonly string[];
  /** The event itself at its vendor. */
  object: VendorObject;
  event: NewEvent & { deliveryId: string };
  fields: CaseInput;
  observables: CaseOrigin['observables'];
  /** Whom the event names; null for nobody. */
  user: OktaPerson | null;
  /** What Okta says of that user. */
  vip: VipJudgement;
  /** Past how many cases of its rule a storm collects the event; null: never. */
  guard?: StormGuard | null | undefined;
}

export type TakenAbout =
  | { key: string; did: 'opened' | 'updated' | 'collected'; changes: string[] }
  /** It led to nothing; one sentence says why. */
  | { key: null; reason: string };

/**
 * Brings an event to the most recent open case about its user, or opens one. All of it is one transaction that holds the user, so that
 * however many events of him come at once, one case is opened. An event that a case has already is not brought again.
 */
export async function takeInAbout({ ctx, input }: { ctx: Ctx; input: TakeInAboutInput }): Promise<TakenAbout> {
  authorize(ctx.actor, 'case.create');
  const fields = parse(CaseInputSchema, input.fields);
  const { about, event, user } = input;
  return transact(ctx, 'cases.take-in-about', async (tx): Promise<TakenAbout> => {
    for (const name of namesOf(input)) await hold(tx, name);
    const has = await caseOf(tx, input.object);
    if (has) {
      const reason = `This event is on ${has.key} already.`;
      await settleIn(tx.tx, 'filtered', { deliveryId: event.deliveryId, reason });
      // The run tells of the case, so who may not see the one must not see the other.
      const runId = runIdOfActor(tx.actor);
      if (runId) await linkCase(tx.tx, { runId, caseId: has.id });
      return { key: null, reason };
    }
    await settleIn(tx.tx, 'accepted', { deliveryId: event.deliveryId, reason: null });
    const standing = about && (await lockOpen(tx, { about, user }, input.categories));
    return standing ? bring(tx, standing, input) : open(tx, fields, input);
  });
}

/**
 * What is held while a case is looked for: Okta's id of the user, then the subject, always in this order. Two events of one user meet in
 * either, though one has no login.
 */
function namesOf({ about, user, object }: TakeInAboutInput): string[] {
  const hash = about && aboutHash(about);
  const subject = hash ? `${about.type}/${hash}` : object.objectKey;
  return user?.id ? [`okta-user/${user.id}`, subject] : [subject];
}

/** A statement of its own: what the next one reads then includes what the holder before us has done. */
const hold = (ctx: TxCtx, name: string) =>
  ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`intake/about/${name}`}, 0))`);

/** The case that has the event. */
async function caseOf(
  ctx: TxCtx,
  { connectorId, objectKey }: VendorObject,
): Promise<{ id: string; key: string } | null> {
  const [found] = await ctx.tx
    .select({ id: cases.id, number: cases.number })
    .from(caseObjects)
    .innerJoin(cases, eq(cases.id, caseObjects.caseId))
    .where(
      and(
        eq(caseObjects.connectorId, connectorId),
        eq(caseObjects.objectKey, jsonbSafe(objectKey)),
        eq(caseObjects.current, true),
      ),
    );
  return found ? { id: found.id, key: keyOf(found.number) } : null;
}

/** An analyst may end the case, or take the user out of it, while we wait for it: after that one looks again. */
async function lockOpen(ctx: TxCtx, about: Concerned, categories: readonly string[]): Promise<Case | null> {
  let key = await findOpenAbout(ctx.tx, about, categories);
  while (key !== null) {
    const held = await lockCase(ctx, key, 'case.update');
    key = await findOpenAbout(ctx.tx, about, categories);
    if (key === keyOf(held.number)) return held;
  }
  return null;
}

async function open(
  ctx: TxCtx,
  fields: ReturnType<typeof CaseInputSchema.parse>,
  { object, event, observables, vip, guard = null }: TakeInAboutInput,
): Promise<TakenAbout> {
  const begun = await openOrCollect(ctx, fields, { object, event, observables }, guard);
  if (begun.did === 'collected') return begun;
  const key = keyOf(begun.row.number);
  const opened = await lockCase(ctx, key, 'case.update');
  return { key, did: 'opened', changes: await followVip(ctx, opened, vip, true) };
}

async function bring(ctx: TxCtx, standing: Case, input: TakeInAboutInput): Promise<TakenAbout> {
  const { object, event, observables, fields, vip } = input;
  const telling = await isTelling(ctx, standing, input);
  const isNews = !(await categoriesOf(ctx.tx, standing)).some((one) => isListed(one, [IDENTITY]));
  const unasked = isNews ? await accusedBefore(ctx, standing, observables) : [];
  const severity = (await isWorse(ctx, standing, event.vendor, fields.severity)) ? fields.severity : undefined;
  const { key, changes } = await receiveEvent(ctx, standing, { event, observables, severity });
  await ctx.tx
    .insert(caseObjects)
    .values({
      caseId: standing.id,
      connectorId: object.connectorId,
      objectKey: jsonbSafe(object.objectKey),
      current: true,
      createdAt: ctx.now,
    })
    .onConflictDoNothing();
  const current = await keepCircumstances(ctx, await lockCase(ctx, key, 'case.update'), fields);
  await askAboutKnown(ctx, current, unasked);
  const asked = telling ? await followVip(ctx, current, vip, false) : [];
  return { key, did: 'updated', changes: [...changes, ...asked] };
}

/**
 * Whether what Okta says of the event's user says anything of the case. What was known of him before stays known where Okta cannot be
 * asked once, and that he is no VIP answers no question about another.
 */
async function isTelling(ctx: TxCtx, of: Case, { user, vip: { vip } }: TakeInAboutInput): Promise<boolean> {
  const isHim = (one: OktaPerson) => user !== null && isSamePerson(one, user);
  if (vip === 'no') return of.vipUnknown && (await inQuestion(ctx.tx, of.id)).every(isHim);
  if (vip === 'unknown') return !of.vip && !of.vipUnknown && !(await oktaUsersOf(ctx.tx, of.id)).some(isHim);
  return vip === 'yes';
}

async function followVip(ctx: TxCtx, of: Case, { vip, reason }: VipJudgement, opening: boolean): Promise<string[]> {
  if (vip === 'yes') {
    const after = await raiseForVip(ctx, of, { reason, opening });
    const raised = after.severity !== of.severity ? [`severity ${of.severity} → ${after.severity}`] : [];
    return opening || !of.vip ? ['a VIP’s case', ...raised] : raised;
  }
  if (vip === 'unknown') {
    await markUnknown(ctx, of, reason);
    return of.vip || of.vipUnknown ? [] : ['whether it is a VIP’s case is not known yet'];
  }
  if (vip === 'nobody' || !of.vipUnknown) return [];
  await markKnown(ctx, of, reason);
  return ['not a VIP’s case'];
}

/** Worse than the case, and than all that the vendor has said on it: what an analyst has lowered since is not raised by a repetition. */
async function isWorse(ctx: TxCtx, of: Case, vendor: string, severity: Severity): Promise<boolean> {
  if (rankOf(severity) <= rankOf(of.severity)) return false;
  const said = await ctx.tx
    .selectDistinct({ severity: sql<Severity | null>`${timeline.detail} ->> 'severity'` })
    .from(timeline)
    .where(
      and(eq(timeline.caseId, of.id), eq(timeline.kind, 'event'), sql`${timeline.detail} ->> 'vendor' = ${vendor}`),
    );
  return said.every((one) => one.severity === null || rankOf(severity) > rankOf(one.severity));
}

/** The circumstances of the latest event, over those of earlier ones; an event that came late changes none. */
async function keepCircumstances(ctx: TxCtx, current: Case, { customFields = {} }: CaseInput): Promise<Case> {
  const before = String(current.customFields.oktaEventAt ?? '');
  const late =
    typeof customFields.oktaEventAt === 'string' && Date.parse(customFields.oktaEventAt) < Date.parse(before);
  const merged = late ? { ...customFields, ...current.customFields } : { ...current.customFields, ...customFields };
  return (await saveCase(ctx, current, { customFields: merged }, 'case.update')).after;
}
