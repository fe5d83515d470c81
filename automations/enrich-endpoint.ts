import type { AutomationParameters } from '#lib/domain/automations.ts';
import { agentFiltersOf } from '#lib/domain/device/parameters.ts';
import { DEVICE_SOURCES } from '#lib/domain/device/sources.ts';
import { wantedOf } from '#lib/domain/device/wanted.ts';
import type { EventData } from '#lib/domain/events.ts';
import { isListed } from '#lib/domain/intake.ts';
import { askDeviceSource, type DeviceSaid } from '#lib/integrations/ask-device-source.ts';
import { summarizeDevice } from '#lib/integrations/summarize-device.ts';
import { readAdded } from '#lib/services/cases/added-observables.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { readCaseDevices } from '#lib/services/devices/for-case.ts';
import type { Named } from '#lib/services/devices/known.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { automation, type Job } from './automation.ts';
import { resources } from './resources.ts';

const ID = 'enrich-endpoint';
type Id = typeof ID;

/** What one look is for, or why there is none. */
type Look = { devices: Named[]; more: boolean; asked: boolean } | { skip: string };

const NO_DEVICE = 'Not run because the case has no host or device that could be one of ours.';
/** A source that limits us for so long is waited for once; it is asked at the next look else. */
const LONGEST_WAIT_SECONDS = 120;

/**
 * Looks up the hosts and devices of a case: the three sources at the same time, then one device of what they say, and its summary. A source that
 * is off, down, slow or limited is a smaller card, and stops nothing.
 */
export const enrichEndpoint = automation(ID, { concurrency: { key: 'event.data.key', limit: 1 } }, async (job) => {
  const { event, step, skip } = job;
  const { key } = event.data;
  const look = await LOOKS[event.name](job);
  if ('skip' in look) return skip(look.skip);
  const { devices, more } = look;
  if (devices.length === 0) return skip(NO_DEVICE);

  const summaries = await Promise.all(
    devices.map(async (device) => {
      const said = await Promise.all(DEVICE_SOURCES.map((source) => ask(job, { device, source, anew: look.asked })));
      return step(`Merge and sum up ${device.id}`, (ctx) =>
        summarizeDevice({ ctx, input: { caseKey: key, device, allowedNetworks: resources().allowedNetworks, said } }),
      );
    }),
  );
  const told = [
    ...summaries.map(({ line }) => line),
    ...(more ? ['The case has more devices than are looked up at once.'] : []),
  ];
  await step('Leave a summary', (ctx) =>
    summarizeRun({ ctx, input: { key, summary: told.join(' '), detail: { devices: summaries } } }),
  );
  return { case: key, devices: summaries };
});

/** Asks one source about one device; where it limits us for a short time, once more after that. */
async function ask(
  { step, tools, parameters }: Job<Id>,
  { device, source, anew }: { device: Named; source: DeviceSaid['source']; anew: boolean },
): Promise<DeviceSaid> {
  const wanted = wantedOf(device)!;
  const agents = { filters: agentFiltersOf(parameters.agentFilters), query: parameters.agentQuery };
  const name = `${source} about ${device.id}`;
  const call = (title: string) =>
    step(title, (ctx) => {
      const freshSince = anew ? null : new Date(ctx.now.getTime() - parameters.freshMinutes * 60_000);
      const input = { source, observableId: device.id, wanted, agents, freshSince };
      return askDeviceSource({ ctx, input: { ...input, allowedNetworks: resources().allowedNetworks } });
    });
  const said = await call(`Ask ${name}`);
  if (said.waitSeconds === null || said.waitSeconds > LONGEST_WAIT_SECONDS) return said;
  await tools.sleep(`Wait for ${name}`, `${said.waitSeconds}s`);
  return call(`Ask ${name} again`);
}

/** How each of the triggers says what to look at. */
const LOOKS: Record<Job<Id>['event']['name'], (job: Job<Id>) => Promise<Look>> = {
  async 'case/created'({ event, parameters, step }) {
    return step('Look at the case', (ctx) => ofCase(ctx, event.data.key, parameters));
  },

  async 'case/observable.added'({ event, parameters, step, tools }) {
    const { key } = event.data as EventData<'case/observable.added'>;
    const addition = { key, eventId: event.id, parameters };
    const own = await step('Look at the case', (ctx) => whatHasCome(ctx, { ...addition, waitSeconds: 0 }));
    if ('skip' in own) return own;
    const { waitSeconds } = parameters;
    await tools.sleep('Wait for more', `${waitSeconds}s`);
    return step('See what has come', (ctx) => whatHasCome(ctx, { ...addition, waitSeconds }));
  },

  async 'case/quick_action.pressed'({ event, step }) {
    return step('Look at the case', async (ctx) => {
      const { devices, more } = await readCaseDevices({ ctx, input: { key: event.data.key } });
      return { devices, more, asked: true };
    });
  },
};

async function ofCase(ctx: Ctx, key: string, { categories }: AutomationParameters<Id>): Promise<Look> {
  const { devices, more, open, state, category } = await readCaseDevices({ ctx, input: { key } });
  if (devices.length === 0) return { skip: NO_DEVICE };
  if (categories.length > 0 && !isListed(category, categories))
    return { skip: `Not run because the category ${category} is not among ${categories.join(', ')}.` };
  if (!open) return { skip: `Not run because the case is ${state}.` };
  return { devices, more, asked: false };
}

/** The devices among what came within the time that is waited. What a case is opened with is for the run of its opening. */
async function whatHasCome(
  ctx: Ctx,
  {
    key,
    eventId,
    waitSeconds,
    parameters,
  }: { key: string; eventId: string; waitSeconds: number; parameters: AutomationParameters<Id> },
): Promise<Look> {
  const look = await ofCase(ctx, key, parameters);
  if ('skip' in look) return look;
  const { later, added, opening } = await readAdded({ ctx, input: { key, eventId, waitSeconds, automation: ID } });
  if (later)
    return { skip: 'Not run because more observables have come: the run of the later event looks at all of them.' };
  const come = new Set(added.map(({ id }) => id));
  const devices = look.devices.filter(({ id }) => come.has(id));
  if (devices.length === 0 && opening.length > 0)
    return { skip: 'Not run because what a case is opened with is looked up when it is opened.' };
  return { ...look, devices };
}
