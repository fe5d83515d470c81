import { goesOn } from '#lib/domain/health/day.ts';
import type { HealthCard } from '#lib/domain/views/health.ts';
import { env } from '#lib/env.ts';
import { tryToEndSession, whyNotFalcon, withRunSession } from '#lib/integrations/falcon/session.ts';
import { findOld } from '#lib/integrations/health/find-old.ts';
import { keepReport } from '#lib/integrations/health/keep-report.ts';
import { lookAtFalcon } from '#lib/integrations/health/look-at-falcon.ts';
import { type ItemRef, idsOf, readSettled, readUnassigned } from '#lib/integrations/health/read-falcon.ts';
import { noteCardFailed, sendHealthCard } from '#lib/integrations/health/send-card.ts';
import { timeItems } from '#lib/integrations/health/time-items.ts';
import { readAlertDetails } from '#lib/integrations/intel/read-alerts.ts';
import { runningTimers } from '#lib/services/health/running-timers.ts';
import { stopHealthTimer } from '#lib/services/health/stop-timer.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { automation, type Job } from './automation.ts';
import { giveCases } from './health-cases.ts';
import { resources } from './resources.ts';

const ID = 'daily-health-check';
type Id = typeof ID;

/** Items that one step works on. */
const AT_ONCE = 50;
/** Falcon is asked about so many timers at once. */
const TIMERS_AT_ONCE = 500;

/** The daily check. Timers start and stop on every day; what nobody has is reported on the check’s days. Its session at Falcon ends with it. */
export const dailyHealthCheck = automation(ID, { concurrency: { limit: 1 } }, async (job) => {
  const { step, skip } = job;
  const off = await step('See whether Falcon can be asked', (ctx) => whyNotFalcon(ctx, resources().allowedNetworks));
  if (off) return skip(`Not run because ${off}`);
  const done = await check(job).catch((error) => endSession(job).then(() => Promise.reject(error)));
  return { ...done, session: await endSession(job) };
});

async function check(job: Job<Id>) {
  const { step, event, parameters, runId } = job;
  const { detectionHours, incidentDays, zone } = parameters;
  const { allowedNetworks } = resources();
  const {
    looked,
    refs: toTime,
    left,
  } = await step('Query detections and incidents', (ctx) =>
    inSession(job, ctx, (session) => lookAtFalcon(ctx, session, { ...parameters, targets: parameters })),
  );
  const timed = await startTimers(job, toTime);
  const timers = { ...timed, left: left + timed.left, stopped: await stopTimers(job) };
  const today = await step('See whether the check goes on today', async (ctx) =>
    // A check that runs late is still that of its day.
    goesOn(parameters, event.data.scheduled ? new Date(event.data.scheduled) : ctx.now, event.data.anyDay),
  );
  if (!today.goesOn) return { goesOn: false, reason: today.reason, looked, timers };

  const old = await step('Find what nobody has', (ctx) =>
    inSession(job, ctx, (session) => findOld(ctx, session, parameters)),
  );
  await collectDetails(job, old.refs);
  const limits = { detectionHours, incidentDays };
  const told = { reason: today.reason, looked, timers, limits, runId };
  // The report’s words stay out of the run, which is of no case, so that everybody may read it.
  const said = await step('Summarise the findings in a report', async (ctx) => {
    const read = await inSession(job, ctx, (session) => readUnassigned(session, old.refs));
    return keepReport({ ctx, input: { old, read, zone, ...told, allowedNetworks } });
  });
  const card = await sendCard(job, said.report);
  return { goesOn: true, reason: today.reason, looked, timers, ...said, card };
}

type InSession<T> = Parameters<typeof withRunSession<T>>[2];
const inSession = <T>({ runId }: Job<Id>, ctx: Ctx, work: InSession<T>) =>
  withRunSession(ctx, { runId, allowedNetworks: resources().allowedNetworks }, work);

/** Has what nobody has at Falcon timed on its case; `opened`: cases that were opened for that. */
async function startTimers(job: Job<Id>, refs: readonly ItemRef[]) {
  const { step, parameters, runId } = job;
  const all = { started: 0, opened: 0, left: 0 };
  for (let at = 0; at < refs.length; at += AT_ONCE) {
    const some = refs.slice(at, at + AT_ONCE);
    const run = { runId, allowedNetworks: resources().allowedNetworks };
    if (parameters.openCases)
      all.opened += await step(`Give them cases, from ${at + 1}`, (ctx) => giveCases(ctx, { ...run, refs: some }));
    const { started, left } = await step(`Start timers, from ${at + 1}`, async (ctx) => {
      const { unassigned } = await inSession(job, ctx, (session) => readUnassigned(session, some));
      return timeItems({ ctx, input: { items: unassigned.map(({ item }) => item), targets: parameters } });
    });
    all.started += started;
    all.left += left;
  }
  return all;
}

/** Stops what somebody has taken at Falcon since, or what is over there. */
async function stopTimers(job: Job<Id>): Promise<number> {
  const { step } = job;
  let stopped = 0;
  let after: string | null = '';
  for (let at = 1; after !== null; at += TIMERS_AT_ONCE) {
    const from: string = after;
    const { taken, next } = await step(`See what was taken at Falcon, from ${at}`, (ctx) => seeTaken(job, ctx, from));
    if (taken.length > 0)
      stopped += await step(`Stop the timers of what was taken, from ${at}`, (ctx) => stopAll(ctx, taken));
    after = next;
  }
  return stopped;
}

/** Ids of what is timed and was taken, among those behind an id. */
async function seeTaken(job: Job<Id>, ctx: Ctx, after: string): Promise<{ taken: string[]; next: string | null }> {
  const running = await runningTimers({ ctx, input: { after, most: TIMERS_AT_ONCE } });
  if (running.length === 0) return { taken: [], next: null };
  const taken = await inSession(job, ctx, (session) => readSettled(session, running));
  return { taken, next: running.length < TIMERS_AT_ONCE ? null : running.at(-1)!.id };
}

async function stopAll(ctx: Ctx, ids: readonly string[]): Promise<number> {
  let stopped = 0;
  for (const timer of await runningTimers({ ctx, input: { ids } }))
    if ((await stopHealthTimer({ ctx, input: timer })).stopped) stopped += 1;
  return stopped;
}

/** Reads what Falcon knows of each detection, for the pages of their cases. */
async function collectDetails({ step, runId }: Job<Id>, refs: readonly ItemRef[]): Promise<void> {
  const ids = idsOf(refs, 'detection');
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const { allowedNetworks } = resources();
    const input = { vendor: 'crowdstrike', ids: ids.slice(at, at + AT_ONCE), runId, allowedNetworks } as const;
    await step(`Collect the details, from ${at + 1}`, async (ctx) => {
      const { read, missing } = await readAlertDetails({ ctx, input });
      return { read, missing };
    });
  }
}

/** The report stands whatever Teams says. */
const sendCard = ({ step }: Job<Id>, reportId: string): Promise<HealthCard> =>
  step('Send the card to Teams', (ctx) => {
    const { PUBLIC_URL: publicUrl } = env();
    return sendHealthCard({ ctx, input: { reportId, publicUrl, allowedNetworks: resources().allowedNetworks } });
  }).catch(({ message: why }: Error) =>
    step('Note that Teams took no card', (ctx) => noteCardFailed({ ctx, input: { reportId, why } })),
  );

const endSession = ({ step, runId }: Job<Id>) =>
  step('Revoke the token', (ctx) => tryToEndSession(ctx, { runId, allowedNetworks: resources().allowedNetworks }));
