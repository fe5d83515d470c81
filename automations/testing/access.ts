import './access-environment.ts';
import './environment.ts';
import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { type Workers, workersOn } from '#e2e/support/workers.ts';
import { type JamfEmulator, startJamf } from '#e2e/vendors/jamf.ts';
import { type EmulatedMessage, type SlackEmulator, startSlack } from '#e2e/vendors/slack.ts';
import { connect, type Database, type Db } from '#lib/db/client.ts';
import { type AccessRequest, accessRequests, type Member } from '#lib/db/schema/index.ts';
import { ACCESS_ACTIONS } from '#lib/domain/slack/access.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { createStore } from '#lib/services/stores/create.ts';
import { as, ctxOf, type Floor, member, openFloor } from '#lib/services/testing/fixtures.ts';
import { POST as commands } from '../../app/api/hooks/slack/commands/route.ts';
import { POST as interactions } from '../../app/api/hooks/slack/interactions/route.ts';
import { startAccessSweep } from '../access-sweep.ts';
import type { Loop } from '../loop.ts';
import { type Machine, testMachine } from './harness.ts';
import { listen } from './listen.ts';

/** A store's address, and one that is no store's. */
export const STORE_IP = '10.20.0.15';
export const ELSEWHERE = '198.51.100.31';
const REASON = 'Install the driver of the label printer';
const WEB_DATABASE = Symbol.for('watchfloor.database');

/** Slack, Jamf, a store and approvers around a database, with the hooks over HTTP. */
export interface AccessParts {
  db: Db;
  pool: Database['pool'];
  url: string;
  slack: SlackEmulator;
  jamf: JamfEmulator;
  channel: string;
  /** Two members of the approvers’ role, by their ids in Slack. */
  approvers: string[];
  /** The first of them. */
  approver: { member: Member; slackId: string };
  /** A colleague who is no member. */
  bystander: { slackId: string };
  /** Somebody of the store with a Mac, in Slack and no member. */
  person(ip?: string): Person;
  /** The request as it stands. */
  rowOf(id: string): Promise<AccessRequest>;
  /** The latest request of somebody, by the id in Slack. */
  latestOf(slackId: string): Promise<AccessRequest>;
  /** Moves the end of a right to now, for its run as well. */
  passTime(id: string): Promise<void>;
  close(): Promise<void>;
}

export interface Person {
  slackId: string;
  email: string;
  macId: string;
}

/** All of it on a database of its own, with workers as processes. */
export async function openAccessParts(): Promise<AccessParts & { workers: Workers }> {
  const { floor, database } = await openFloor();
  const workers = workersOn(database.url);
  const parts = await partsOn(floor);
  return {
    ...parts,
    workers,
    async close() {
      await workers.close();
      await parts.close();
      await database.drop();
    },
  };
}

/** The machine room with all of it, for a test file. */
export function accessFloor(): AccessParts & { machine: Machine } {
  const machine = testMachine();
  const floor = { machine } as AccessParts & { machine: Machine };
  let sweep: Loop | undefined;
  beforeAll(async () => {
    Object.assign(floor, await partsOn(machine));
    sweep = startAccessSweep({ db: machine.db } as Database);
  });
  afterAll(async () => {
    await sweep?.stop();
    await floor.close();
  });
  return floor;
}

async function partsOn({ db, url, people: { admin } }: Floor): Promise<AccessParts> {
  const web = connect(url, 8);
  (globalThis as { [WEB_DATABASE]?: Database })[WEB_DATABASE] = web;
  // Slack waits as long as a busy machine needs.
  const [slack, jamf] = await Promise.all([startSlack({ answerWithinMs: 60_000 }), startJamf()]);
  const hooks = await listen((request) =>
    new URL(request.url).pathname.endsWith('/commands') ? commands(request) : interactions(request),
  );
  slack.commandsUrl = `${hooks.url}/api/hooks/slack/commands`;
  slack.interactionsUrl = `${hooks.url}/api/hooks/slack/interactions`;
  const channel = slack.addChannel('it-approvals');
  await setUp(ctxOf(db, as(admin), new Date()), slack, jamf, channel);
  const approving = await Promise.all(['Paola', 'Piero'].map((name) => member(db, { name, role: 'approver' })));
  const approvers = approving.map(({ name, email }) => slack.addUser(name.toLowerCase(), { profile: { email } }).id);
  let people = 0;
  return {
    ...{ db, pool: web.pool, url, slack, jamf, channel, approvers },
    approver: { member: approving[0]!, slackId: approvers[0]! },
    bystander: { slackId: slack.addUser('bruno').id },
    person(ip = STORE_IP) {
      people += 1;
      const { id, profile } = slack.addUser(`maria${people}`);
      const email = profile.email!;
      return { slackId: id, email, macId: jamf.addMac(email, { buildingId: '17', lastIp: ip }).id };
    },
    async rowOf(id) {
      const [row] = await db.select().from(accessRequests).where(eq(accessRequests.id, id));
      return row!;
    },
    async latestOf(slackId) {
      const asked = eq(accessRequests.requesterSlackId, slackId);
      const [row] = await db.select().from(accessRequests).where(asked).orderBy(desc(accessRequests.id)).limit(1);
      return row!;
    },
    async passTime(id) {
      await db.execute(sql`update access_requests set ends_at = now(), next_try_at = now() where id = ${id}`);
      await db.execute(sql`update engine.timer set at = now() where kind = 'sleep'`);
    },
    async close() {
      await Promise.all([hooks.close(), slack.close(), jamf.close()]);
      await web.pool.end();
    },
  };
}

async function setUp(ctx: Ctx, slack: SlackEmulator, jamf: JamfEmulator, channel: string): Promise<void> {
  const { botToken, signingSecret } = slack;
  await putConnector({
    ctx,
    input: {
      ...{ id: 'slack', enabled: true, baseUrl: slack.apiUrl },
      ...{ credentials: { botToken, signingSecret }, settings: { channel } },
    },
  });
  const { clientId, clientSecret, adminGroupId } = jamf;
  await putConnector({
    ctx,
    input: {
      ...{ id: 'jamf', enabled: true, baseUrl: jamf.url },
      ...{ credentials: { clientId, clientSecret }, settings: { adminGroupId } },
    },
  });
  await updateAutomation({ ctx, input: { id: 'admin-access', patch: { parameters: { minutes: 5 } } } });
  await createStore({ ctx, input: { name: 'Roma 12', timeZone: 'Europe/Rome', networks: ['10.20.0.0/16'] } });
  jamf.buildings.set('17', { id: '17', name: 'Roma 12', city: 'Roma', country: 'IT' });
}

const DEADLINE_MS = 60_000;

/** Resolves with what `look` finds, as soon as it finds something. */
export async function seen<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Never seen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The message of somebody’s DM, or of a channel, that offers a button. */
export function offering({ slack }: AccessParts, to: string, actionId: string): EmulatedMessage | null {
  const dm = [...slack.channels.values()].find(({ dm, members }) => dm && members.join() === to)?.id;
  return (
    slack.messages.findLast((one) => one.channel === (dm ?? to) && slack.buttonsOf(one).includes(actionId)) ?? null
  );
}

/** What somebody was told in DMs, oldest first. */
export function toldTo({ slack }: AccessParts, slackId: string): string[] {
  const dm = [...slack.channels.values()].find(({ dm, members }) => dm && members.join() === slackId)?.id;
  return slack.messages.filter(({ channel }) => channel === dm).map(({ text }) => text);
}

/** Presses a button as soon as it is offered. */
export async function pressWhenOffered(floor: AccessParts, to: string, actionId: string, by: string, value?: string) {
  const message = await seen(`the button ${actionId}`, () => offering(floor, to, actionId));
  return floor.slack.press(message, actionId, by, value === undefined ? {} : { value });
}

/** From the command to the question to the approvers; answers the request. */
export async function askUntilApproval(floor: AccessParts, person: Person, store = 'roma-12'): Promise<AccessRequest> {
  const { slack } = floor;
  await slack.command('/mac-admin', '', person.slackId);
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.explain, person.slackId);
  const view = await seen('the modal', () => slack.openViewOf(person.slackId));
  await slack.submit(view.id, { words: REASON });
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.pick, person.slackId, `${person.macId}@${store}`);
  const { id } = await floor.latestOf(person.slackId);
  await approvalOf(floor, id);
  return floor.rowOf(id);
}

/** The message that asks the approvers about a request. */
export function approvalOf(floor: AccessParts, id: string): Promise<EmulatedMessage> {
  return seen('the question to the approvers', () =>
    floor.slack.messages.find((one) => one.channel === floor.channel && JSON.stringify(one.blocks).includes(id)),
  );
}
