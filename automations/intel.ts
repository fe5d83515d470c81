import { NonRetriableError } from 'inngest';
import type { EventData } from '#lib/domain/events.ts';
import { intelSummary } from '#lib/domain/intel/summary.ts';
import { INTEL, type IntelAutomation, type IntelVendor } from '#lib/domain/intel/vendors.ts';
import { analyseCommand, listCommands } from '#lib/integrations/intel/analyse-command.ts';
import { type AlertsRead, readAlertDetails } from '#lib/integrations/intel/read-alerts.ts';
import { INTEL_SOURCES } from '#lib/integrations/intel/sources.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { addDetails } from '#lib/services/intel/add-details.ts';
import { addIndicators } from '#lib/services/intel/add-indicators.ts';
import { type CaseAlerts, listAlerts } from '#lib/services/intel/list-alerts.ts';
import { requestRest } from '#lib/services/intel/request-rest.ts';
import { sayFailure } from '#lib/services/intel/say-failure.ts';
import { tellCondition } from '#lib/services/intel/tell-condition.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { askSources } from './ask-sources.ts';
import { automation, type Job } from './automation.ts';
import { resources } from './resources.ts';

type Id = IntelAutomation;

/** Alerts that are read with one call: their documents are some 10 KB each. */
const AT_ONCE = 100;

/**
 * Threat intelligence of a case: what a vendor knows of its alerts, what their command lines do, and what the sources say of what they name. The session at
 * the vendor is the run's own. It ends with the run, whatever came of that; what a killed or cancelled run left, session-sweep ends.
 */
export const intel = (vendor: IntelVendor) =>
  automation(INTEL[vendor].automation, { concurrency: { limit: 5 }, onFailed: sayThatItFailed }, async (job) => {
    const { step, skip, parameters } = job;
    const { system } = INTEL[vendor];
    const { allowedNetworks } = resources();
    const off = await step(`See whether ${system} can be asked`, (ctx) =>
      INTEL_SOURCES[vendor].whyNot(ctx, allowedNetworks),
    );
    if (off) return skip(`Not run because ${off}`);
    const { key } = job.event.data;
    const { condition, mostAlerts, mostCommandLines, onAlerts } = parameters;
    if (job.event.name === 'case/alerts.unread' && !onAlerts)
      return skip('Not run because the parameter onAlerts is off.');
    const { passed } = restOf(job);
    const listed = await step(`List the ${INTEL[vendor].title} events`, (ctx) =>
      listAlerts({
        ctx,
        input: {
          ...{ vendor, key, leftOnly: !isPress(job), withCommands: mostCommandLines > 0 },
          ...{ condition, passed, most: mostAlerts },
        },
      }),
    );
    if (listed.problem) return failFor(job, vendor, listed.problem);
    const why = whyNothing(job, vendor, listed);
    if (why) return skip(why);

    const found = await analyse(job, { vendor, key, ids: listed.ids, more: listed.more }).catch((error) =>
      endSession(job, vendor).then(() => Promise.reject(error)),
    );
    const session = await endSession(job, vendor);
    const summary = intelSummary({ ...found, system, session });
    await step('Leave a summary', (ctx) =>
      summarizeRun({ ctx, input: { key, summary, detail: { ...found, session } } }),
    );
    if (isLeft(job, listed, found)) {
      const { unasked } = found.indicators;
      const rest = { left: listed.left, passed: passed + listed.ids.length - found.alerts.read, unasked };
      await step('Ask for the rest', (ctx) => requestRest({ ctx, input: { vendor, key, ...rest } }));
    }
    return { case: key, summary, ...found };
  });

const isPress = ({ event }: Job<Id>) => event.name === 'case/quick_action.pressed';

/** What the run before this one, of which it is the rest, has left. */
function restOf({ event }: Job<Id>): { passed: number; unasked: number } {
  if (event.name !== 'case/intel.due') return { passed: 0, unasked: 0 };
  const { passed, unasked = 0 } = (event.data as EventData<'case/intel.due'>).current;
  return { passed, unasked };
}

/** A condition that cannot be used leaves every alert without a look: somebody has to hear of it. */
async function failFor({ step }: Job<Id>, vendor: IntelVendor, problem: string): Promise<never> {
  await step('Tell the leads that the condition cannot be used', (ctx) =>
    tellCondition({ ctx, input: { vendor, problem } }),
  );
  throw new NonRetriableError(problem);
}

/** The session was ended by the run itself. */
async function sayThatItFailed(ctx: Ctx, { data }: Job<Id>['event'], message: string): Promise<void> {
  await sayFailure({
    ctx,
    input: { key: data.key, summary: `The threat intelligence could not be analysed: ${message}` },
  });
}

type Found = Awaited<ReturnType<typeof analyse>>;

/** The steps for which the session is open. */
async function analyse(
  job: Job<Id>,
  { vendor, key, ids, more }: Pick<CaseAlerts, 'ids' | 'more'> & { vendor: IntelVendor; key: string },
) {
  const { step, parameters, runId } = job;
  const { allowedNetworks } = resources();
  const read: AlertsRead[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const name = at === 0 ? 'Open a session and read the alerts' : `Read the alerts, from ${at + 1}`;
    read.push(
      await step(name, (ctx) => readAlertDetails({ ctx, input: { vendor, ids: some, runId, allowedNetworks } })),
    );
  }
  const changed = read.flatMap((one) => one.changed);
  await step('Add the details to the case', (ctx) => addDetails({ ctx, input: { vendor, key, ids, changed } }));

  const { knownGood, mostCommandLines } = parameters;
  const commands = await step('Filter the known-good command lines', (ctx) =>
    listCommands({ ctx, input: { vendor, key, ids, knownGood, anew: isPress(job), most: mostCommandLines } }),
  );
  const looked = await Promise.all(
    commands.lines.map((line) =>
      step(`Analyse the command line ${line.hash}`, (ctx) =>
        analyseCommand({ ctx, input: { vendor, key, ...line, knownGood, allowedNetworks } }),
      ),
    ),
  );

  const indicators = await step('Extract and compare the indicators', (ctx) =>
    addIndicators({ ctx, input: { vendor, key, ids, most: parameters.mostIndicators } }),
  );
  const { askAbout, ...counts } = indicators;
  const said = await askSources(job, { caseKey: key, observableIds: askAbout, reason: 'threat intelligence' });
  return {
    alerts: {
      read: sum(read.map((one) => one.read)),
      changed: changed.length,
      missing: sum(read.map((one) => one.missing)),
      more,
    },
    commands: {
      verdicts: looked.flatMap((one) => one?.verdict ?? []),
      ...{ knownGood: commands.knownGood, more: commands.more },
    },
    indicators: { ...counts, asked: askAbout.length, answered: said.asked, malicious: said.malicious },
    ...{ spoke: said.spoke, incomplete: said.incomplete },
    warnings: [...new Set(read.flatMap((one) => one.warnings))],
  };
}

const endSession = ({ step, runId }: Job<Id>, vendor: IntelVendor) =>
  step('Revoke the token', (ctx) =>
    INTEL_SOURCES[vendor].endRun(ctx, { runId, allowedNetworks: resources().allowedNetworks }),
  );

/** Whether another run has to follow: there was more than one may do, and this one came forward. A storm's case is looked at by hand alone. */
function isLeft(job: Job<Id>, { left, storm }: CaseAlerts, { alerts, commands, indicators }: Found): boolean {
  const { unasked, answered } = indicators;
  const before = restOf(job).unasked;
  // Sources that let us ask no more leave as many as there were: they are not asked again at once.
  const isLess = before === 0 || unasked < before || alerts.changed > 0;
  return (
    !storm && (left > 0 || (commands.more && commands.verdicts.length > 0) || (unasked > 0 && answered > 0 && isLess))
  );
}

/** Why there is nothing to do for what was listed, or null. */
function whyNothing(job: Job<Id>, vendor: IntelVendor, { open, state, storm, ids, fit, looked }: CaseAlerts) {
  const { title } = INTEL[vendor];
  if (looked === 0) return `Not run because the case has no event from ${title}.`;
  if (fit === 0) return `Not run because the condition is true for none of ${looked} ${title} events.`;
  if (!open) return `Not run because the case is ${state}.`;
  if (storm && !isPress(job))
    return 'Not run because the case collects the alerts of a storm. The button analyses them.';
  if (ids.length === 0 && restOf(job).unasked === 0)
    return 'Not run because the details of its alerts are known. The button reads them again.';
  return null;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
