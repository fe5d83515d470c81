import { setTimeout as wait } from 'node:timers/promises';
import { apiOf } from '#e2e/support/api.ts';
import { randomOf } from '#e2e/support/random.ts';
import { startWiz } from '#e2e/vendors/wiz.ts';
import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import { endWithParent } from '#lib/parent-watch.ts';
import { startAccessDemo } from './demo/access.ts';
import { ensureStakeholders, startChannels } from './demo/channels.ts';
import { connect } from './demo/connect.ts';
import { startEndpoint } from './demo/endpoint.ts';
import { startFalconDemo } from './demo/falcon.ts';
import { floorOf, resolve } from './demo/floor.ts';
import { startIdentity } from './demo/identity.ts';
import { ensureMembers, LEAD } from './demo/members.ts';

/**
 * `npm run demo`, beside a started product (BASE_URL, BOOTSTRAP_API_KEY): emulated vendors, people, a first batch of cases, then an
 * event every few seconds. Ends with the starter.
 */
const { BASE_URL, BOOTSTRAP_API_KEY } = process.env;
if (!BASE_URL || !BOOTSTRAP_API_KEY)
  throw new Error('BASE_URL and BOOTSTRAP_API_KEY are not set: start with npm run demo.');

const api = apiOf(BASE_URL, BOOTSTRAP_API_KEY);
const random = randomOf(1);
const wiz = await startWiz();
const access = await startAccessDemo(api);
const identity = await startIdentity(api);
const endpoint = await startEndpoint(api);
const falcon = await startFalconDemo(api, random);
const channels = await startChannels(api);
endWithParent(() =>
  Promise.all([wiz, access, identity, endpoint, falcon, channels].map((started) => started.close())).then(
    () => undefined,
  ),
);

const targets = await connect(api, wiz);
const accounts = await ensureMembers(api, BOOTSTRAP_API_KEY);
await ensureStakeholders(api, { lead: LEAD.email, channel: access.channel });
const sent = await api.get<Page<unknown>>('/deliveries?limit=1');
const floor = {
  ...floorOf(api, wiz, targets, random, sent.count.value),
  vipReports: identity.vipReports,
  vpnSignIn: identity.vpnSignIn,
  malwareOnDevice: endpoint.malwareOnDevice,
  falconAlert: falcon.falconAlert,
  falconIntrusion: falcon.falconIntrusion,
  falconUpdate: falcon.falconUpdate,
};
type Happening = keyof typeof floor;

say('Demo accounts:');
for (const { name, email, password, what } of accounts)
  say(`  ${what.padEnd(15)} ${name.padEnd(17)} ${email.padEnd(19)} ${password}`);

say(`Slack, for asking for administrator rights and deciding about them: ${access.url}`);

const BATCH: readonly Happening[] = [
  ...Array<Happening>(12).fill('issue'),
  ...Array<Happening>(6).fill('detection'),
  ...Array<Happening>(10).fill('till'),
  ...(['severityChange', 'severityChange', 'resolvedAtWiz', 'reopened', 'reopened', 'unreadable'] as const),
  ...(['vipReports', 'vpnSignIn'] as const),
  ...Array<Happening>(3).fill('malwareOnDevice'),
  ...(['falconAlert', 'falconAlert', 'falconIntrusion', 'falconUpdate'] as const),
];
/** What happens after that, in its shares. */
const STREAM: readonly Happening[] = [
  ...Array<Happening>(5).fill('issue'),
  ...Array<Happening>(3).fill('detection'),
  ...Array<Happening>(5).fill('till'),
  ...(['severityChange', 'severityChange', 'resolvedAtWiz', 'reopened', 'unreadable'] as const),
  ...(['vipReports', 'vpnSignIn', 'malwareOnDevice'] as const),
  ...(['falconAlert', 'falconAlert', 'falconIntrusion', 'falconUpdate'] as const),
];

const { count } = await api.get<Page<CaseListItem>>('/cases?limit=1');
if (count.value === 0) {
  for (const verb of BATCH) await happen(verb);
  const { items } = await api.get<Page<CaseListItem>>('/cases?severity=low,informational&limit=4');
  for (const { key } of items) {
    await resolve(api, key);
    say(`${clock()}  An analyst resolved ${key}`);
  }
}
for (;;) {
  await wait(3_000 + random.below(4_000));
  await happen(random.pick(STREAM));
}

/** A vendor's event that fails is told and not the end: the next one comes anyway. */
async function happen(verb: Happening): Promise<void> {
  try {
    say(`${clock()}  ${await floor[verb]()}`);
  } catch (error) {
    say(`${clock()}  ${verb} failed: ${error instanceof Error ? error.message : error}`);
  }
}

function clock(): string {
  return new Date().toTimeString().slice(0, 8);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
