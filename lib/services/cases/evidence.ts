import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { type Case, caseEvents, caseObservables, members, observables, timeline } from '../../db/schema/index.ts';
import { INDICATOR_TYPES } from '../../domain/enrichment/sources.ts';
import type { Finding, FoundObservable } from '../../domain/findings.ts';
import type { ObservableRole, ObservableVerdict } from '../../domain/observables/types.ts';
import { OktaEvent } from '../../domain/okta/event.ts';
import { addressesOf } from '../../domain/okta/implicated-address.ts';
import { isFactorChange, USER_REPORT } from '../../domain/okta/suspicious-events.ts';
import type { AutoCloseFacts } from '../../domain/verdict/auto-close.ts';
import { type CaseWeight, weighCase } from '../../domain/verdict/weigh-case.ts';
import { type WeighedRow, weighRows } from '../enrichments/weigh-observables.ts';
import type { TxCtx } from '../kernel/index.ts';
import { oktaEventOf } from './okta-events.ts';

/** What an entry's detail says of a raise that was made because of a malicious observable. */
export const FOR_MALICE = 'malicious';

export interface CaseEvidence extends Pick<AutoCloseFacts, 'anyMalicious' | 'userReport' | 'factorChange' | 'owner'> {
  weight: CaseWeight;
  /** Those that weigh, and what is malicious in another role. */
  observables: (FoundObservable & { id: string /** As it is shown. */; kept: ObservableVerdict })[];
  /** It was raised for a malicious observable before. */
  escalated: boolean;
}

/** All that the verdict on a locked case rests on, as it stands now. */
export async function evidenceOf(ctx: TxCtx, of: Case): Promise<CaseEvidence> {
  const events = await oktaEventsOf(ctx, of);
  const accused = new Set(events.map((event) => addressesOf(event).implicated?.value));
  const found = await weighedObservables(ctx, of, accused);
  return {
    weight: weighCase(found),
    observables: found,
    anyMalicious: found.some(({ weighed, kept }) => weighed.verdict === 'malicious' || kept === 'malicious'),
    userReport: events.some(({ eventType }) => eventType === USER_REPORT),
    factorChange: events.some(({ eventType }) => isFactorChange(eventType)),
    owner: await ownerOf(ctx, of),
    escalated: await wasEscalated(ctx, of),
  };
}

/**
 * What the case's Okta events say that weighs, each once. All of them: a user's report is not undone by the events that came after it,
 * however many.
 */
async function oktaEventsOf(ctx: TxCtx, of: Case): Promise<Telling[]> {
  const rows = await ctx.tx
    .selectDistinct({
      eventType: sql<unknown>`${oktaEventOf} -> 'eventType'`,
      client: sql<unknown>`jsonb_build_object('ipAddress', ${oktaEventOf} #> '{client,ipAddress}')`,
      debugContext: sql<unknown>`jsonb_build_object('debugData', jsonb_build_object(
        'suspiciousActivityEventIp', ${oktaEventOf} #> '{debugContext,debugData,suspiciousActivityEventIp}'))`,
      request: sql<unknown>`jsonb_build_object('ipChain', ${oktaEventOf} #> '{request,ipChain}')`,
    })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, of.id), eq(caseEvents.vendor, 'okta')));
  return rows.flatMap((row) => Telling.safeParse(row).data ?? []);
}

const Telling = OktaEvent.pick({ eventType: true, client: true, debugContext: true, request: true });
type Telling = ReturnType<typeof Telling.parse>;

/** What sources can be asked about and is implicated, and whatever else is malicious. */
async function weighedObservables(ctx: TxCtx, of: Case, accused: ReadonlySet<string | undefined>) {
  const rows = await ctx.tx
    .select({ observable: observables, role: caseObservables.role })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(
      and(
        eq(caseObservables.caseId, of.id),
        or(
          and(inArray(observables.type, [...INDICATOR_TYPES]), inArray(caseObservables.role, ['implicated', 'own'])),
          eq(observables.verdict, 'malicious'),
        ),
      ),
    )
    .orderBy(observables.id);
  // The list of own assets makes an accused address one of ours on the case: here it is still the one that did it.
  const roleOf = (role: ObservableRole, value: string) => (role === 'own' && accused.has(value) ? 'implicated' : role);
  const telling = rows
    .map(({ observable, role }) => ({ observable, role: roleOf(role, observable.value) }))
    .filter(({ observable, role }) => role === 'implicated' || observable.verdict === 'malicious');
  const weighed = await weighRows(
    ctx.tx,
    telling.map(({ observable }) => observable),
    ctx.now,
  );
  return telling.map(({ observable: { id, type, value, verdict: kept }, role }) => {
    const { weighed: of, said } = weighed.get(id)!;
    return { id, type, value, role, kept, weighed: of, findings: said.map(findingOf) };
  });
}

const findingOf = ({ source, state, verdict, score, link, facts, note }: WeighedRow['said'][number]): Finding => ({
  source,
  state,
  verdict,
  score,
  link,
  facts,
  note,
});

async function ownerOf(ctx: TxCtx, { assigneeId }: Case): Promise<AutoCloseFacts['owner']> {
  if (assigneeId === null) return 'nobody';
  const [owner] = await ctx.tx.select({ kind: members.kind }).from(members).where(eq(members.id, assigneeId));
  return owner?.kind === 'ai' ? 'ai' : 'human';
}

async function wasEscalated(ctx: TxCtx, { id }: Case): Promise<boolean> {
  const found = await ctx.tx
    .select({ id: timeline.id })
    .from(timeline)
    .where(
      and(eq(timeline.caseId, id), eq(timeline.kind, 'summary'), sql`${timeline.detail} ->> 'for' = ${FOR_MALICE}`),
    )
    .limit(1);
  return found.length > 0;
}
