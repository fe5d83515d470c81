import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PagingEmulator, startPaging } from '#e2e/vendors/paging.ts';
import { type SlackEmulator, startSlack } from '#e2e/vendors/slack.ts';
import { type SmtpEmulator, startSmtp } from '#e2e/vendors/smtp.ts';
import { startTeams, type TeamsEmulator } from '#e2e/vendors/teams.ts';
import { newId } from '#lib/db/id.ts';
import {
  type Member,
  members,
  noticePreferences,
  noticeRecipients,
  noticeSends,
  notices,
  runs,
  slackAddresses,
} from '#lib/db/schema/index.ts';
import { sendNotice } from '#lib/integrations/send-notice.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { updateCase } from '#lib/services/cases/update.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { transact } from '#lib/services/kernel/index.ts';
import { type NoticeInput, tell } from '#lib/services/notices/tell.ts';
import { automation, ctxOf, member } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx } from './testing/cases.ts';
import { testMachine } from './testing/harness.ts';
import { asleep, wakeSleepers } from './testing/sleepers.ts';

const machine = testMachine();
let slack: SlackEmulator;
let smtp: SmtpEmulator;
let teams: TeamsEmulator;
let paging: PagingEmulator;
let ann: Member;

beforeAll(async () => {
  [slack, smtp, teams, paging] = await Promise.all([
    startSlack(),
    startSmtp({ plain: true }),
    startTeams(),
    startPaging(),
  ]);
  ann = machine.people.analyst;
  slack.addUser('ann', { profile: { email: ann.email } });
  const put = (id: string, more: object) =>
    putConnector({ ctx: adminCtx(machine), input: { id, enabled: true, credentials: {}, ...more } });
  await put('slack', {
    baseUrl: slack.apiUrl,
    credentials: { botToken: slack.botToken, signingSecret: slack.signingSecret },
  });
  await put('smtp', {
    settings: { host: smtp.host, port: smtp.port, from: 'soc@shop.example' },
    credentials: { user: smtp.user, password: smtp.password },
  });
  await put('teams', { credentials: { webhookUrl: teams.webhookUrl } });
  await put('paging', { credentials: { webhookUrl: paging.webhookUrl, signingKey: paging.signingSecret } });
  // The cases of these tests go nowhere by themselves.
  await updateAutomation({ ctx: adminCtx(machine), input: { id: 'route-by-severity', patch: { enabled: false } } });
});
afterAll(() => Promise.all([slack, smtp, teams, paging].map((server) => server.close())));

beforeEach(async () => {
  await machine.db.delete(noticePreferences);
  slack.messages.length = 0;
  smtp.mails.length = 0;
  smtp.mode = 'ok';
  teams.cards.length = 0;
  paging.pages.length = 0;
  for (const { outages } of [slack, teams, paging]) Object.assign(outages, { always: null, next: [] });
  slack.quota.clear();
  slack.retryAfterSeconds = 30;
  await machine.db.delete(slackAddresses);
});

async function telling(input: Partial<NoticeInput>): Promise<string> {
  const { id } = await transact(ctxOf(machine.db, automation(), new Date()), 'test.tell', (tx) =>
    tell(tx, {
      kind: 'case.assigned',
      cause: newId(),
      to: { members: [ann.id] },
      severity: 'high',
      title: 'A case <!channel> was assigned',
      ...input,
    }),
  );
  await asleep(machine);
  return id!;
}
const sends = async (noticeId: string) => {
  const rows = await machine.db.select().from(noticeSends).where(eq(noticeSends.noticeId, noticeId));
  return rows.map(({ channel, state, attempts }) => `${channel} ${state} ${attempts}`).sort();
};
const prefer = (channels: object, quietHours: (typeof noticePreferences.$inferInsert)['quietHours'] = null) =>
  machine.db.insert(noticePreferences).values({ memberId: ann.id, channels, quietHours, updatedAt: new Date() });

/** Quiet from an hour ago until an hour from now, on a clock in UTC. */
function quietNow() {
  const clock = (shift: number) => new Date(Date.now() + shift * 3_600_000).toISOString().slice(11, 16);
  return { timeZone: 'UTC', start: clock(-1), end: clock(1) };
}

describe('a notice', () => {
  test('goes by Slack and e-mail to who never chose, with a link, and what it says is no markup', async () => {
    const id = await telling({ link: '/cases/CASE-7', body: 'Because of *this*.' });
    expect(await sends(id)).toEqual(['email sent 1', 'slack sent 1']);
    const [message] = slack.messages;
    expect(message!.text).toContain('A case &lt;!channel&gt; was assigned');
    expect(JSON.stringify(message!.blocks)).toContain('/cases/CASE-7|A case &lt;!channel&gt; was assigned');
    expect(smtp.mails[0]!.to).toEqual([ann.email]);
    expect(smtp.mails[0]!.raw).toContain('/cases/CASE-7');
    expect(teams.cards).toEqual([]);
    expect(paging.pages).toEqual([]);
  });

  test('goes where its reader wants it', async () => {
    await prefer({ 'case.assigned': ['teams'] });
    expect(await sends(await telling({}))).toEqual(['teams sent 1']);
    expect(JSON.stringify(teams.cards[0])).toContain(`${ann.name}: A case`);
  });

  test('stays in the centre for who wants that alone', async () => {
    await prefer({ 'case.assigned': [] });
    expect(await sends(await telling({}))).toEqual([]);
  });

  test('pages once for one cause, whatever tells of it', async () => {
    const cause = newId();
    await telling({ cause, page: true });
    await telling({ cause, page: true, to: 'leads' });
    expect(paging.pages).toEqual([expect.objectContaining({ dedupKey: cause, severity: 'high' })]);
  });

  test('reaches the channel of its stakeholders', async () => {
    const channel = slack.addChannel('board');
    const noticeId = newId();
    await machine.db.insert(notices).values({
      id: noticeId,
      kind: 'case.resolved',
      cause: newId(),
      severity: 'low',
      title: 'Over',
      slackChannels: [channel],
      teams: true,
      actor: { kind: 'system', id: 'system', name: 'Watchfloor' },
      createdAt: new Date(),
    });
    const { posts } = await planned(noticeId);
    for (const post of posts) await send(noticeId, post.channels[0]!, post.target);
    expect(await sends(noticeId)).toEqual(['slack sent 1', 'teams sent 1']);
    expect(slack.latestIn(channel).text).toBe('Over');
  });
});

const planned = async (noticeId: string) => {
  const { planSends } = await import('#lib/integrations/plan-sends.ts');
  return planSends(adminCtx(machine), { noticeId, allowedNetworks: ['127.0.0.0/8'] });
};
const send = (noticeId: string, channel: 'slack' | 'email' | 'teams' | 'paging', target: string) =>
  sendNotice(adminCtx(machine), {
    noticeId,
    channel,
    target,
    held: false,
    publicUrl: 'https://soc.example',
    allowedNetworks: ['127.0.0.0/8'],
  });

describe('a channel that fails', () => {
  test('leaves it to the other that was wanted', async () => {
    slack.outages.always = 'server-error';
    expect(await sends(await telling({}))).toEqual(['email sent 1', 'slack failed 1']);
  });

  test('hands over to the next, though nobody chose that', async () => {
    slack.outages.always = 'server-error';
    smtp.mode = 'unknown-recipient';
    expect(await sends(await telling({}))).toEqual(['email failed 1', 'slack failed 1', 'teams sent 1']);
  });

  test('is tried again later where nothing reached the member, and then once', async () => {
    slack.outages.always = 'server-error';
    teams.outages.always = 'rate-limited';
    smtp.mode = 'greylisted';
    const id = await telling({});
    expect(await sends(id)).toEqual(['email failed 1', 'slack failed 1', 'teams failed 1']);
    smtp.mode = 'ok';
    await wakeSleepers(machine);
    expect(await sends(id)).toEqual(['email sent 2', 'slack failed 2', 'teams failed 1']);
    expect(smtp.mails).toHaveLength(1);
  });

  test('blocks nobody else', async () => {
    const other = await member(machine.db, { name: 'Olga' });
    slack.addUser('olga', { profile: { email: other.email } });
    smtp.mode = 'unknown-recipient';
    const id = await telling({ to: { members: [ann.id, other.id] } });
    expect(await sends(id)).toEqual(['email failed 1', 'email failed 1', 'slack sent 1', 'slack sent 1']);
  });

  test('that nobody answers for good is given up, and the run says so', async () => {
    const stranger = await member(machine.db, { name: 'Stranger' });
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields: { title: 'S', severity: 'low' } } });
    const { id: caseId } = await rowOf(machine.db, key);
    smtp.mode = 'unknown-recipient';
    teams.outages.always = 'rate-limited';
    const id = await telling({ caseId, to: { members: [stranger.id] } });
    for (let round = 0; round < 3; round += 1) await wakeSleepers(machine);
    expect((await sends(id)).every((line) => line.includes('failed'))).toBe(true);
    const rows = await machine.db.select().from(runs).where(eq(runs.automation, 'notify'));
    expect(rows.every(({ status }) => status === 'completed')).toBe(true);
    expect(JSON.stringify(rows.map(({ output }) => output))).toContain('Slack knows nobody with the address');
    const said = (await timelineOf(machine.db, key)).filter(({ kind }) => kind === 'summary');
    expect(said.map(({ summary }) => summary)).toEqual([expect.stringContaining('Reached Stranger on no channel')]);
  });
});

describe('who a member is to Slack', () => {
  /** The methods that a notice to Ann needed. */
  async function methodsOf(tellAnn: () => Promise<string>): Promise<string[]> {
    const before = slack.requests.length;
    expect(await sends(await tellAnn())).toContain('slack sent 1');
    return slack.requests.slice(before).map(({ path }) => path.replace('/api/', ''));
  }
  const asked = ['users.lookupByEmail', 'conversations.open', 'chat.postMessage'];

  test('is asked once', async () => {
    expect(await methodsOf(() => telling({}))).toEqual(asked);
    expect(await methodsOf(() => telling({}))).toEqual(['chat.postMessage']);
  });

  test('is asked anew after a week, and where his address is another one', async () => {
    await telling({});
    await machine.db.update(slackAddresses).set({ checkedAt: new Date(Date.now() - 8 * 86_400_000) });
    expect(await methodsOf(() => telling({}))).toEqual(asked);
    const email = 'ann.bianchi@shop.example';
    slack.addUser('ann.bianchi');
    await machine.db.update(members).set({ email }).where(eq(members.id, ann.id));
    expect(await methodsOf(() => telling({}))).toEqual(asked);
    await machine.db.update(members).set({ email: ann.email }).where(eq(members.id, ann.id));
  });

  test('is asked anew where Slack does not know it any more', async () => {
    await telling({});
    await machine.db.update(slackAddresses).set({ conversation: 'D0ELSEWHERE' });
    expect(await methodsOf(() => telling({}))).toEqual(['chat.postMessage', ...asked]);
  });

  test('is not asked twice where the limit comes in between', async () => {
    await prefer({ 'case.assigned': ['slack'] });
    slack.quota.set('conversations.open', 0);
    const before = slack.requests.length;
    const id = await telling({});
    slack.quota.clear();
    await wakeSleepers(machine);
    expect(await sends(id)).toEqual(['slack sent 2']);
    const lookedUp = slack.requests.slice(before).filter(({ path }) => path.endsWith('users.lookupByEmail'));
    expect(lookedUp).toHaveLength(1);
  });
});

describe('a channel that is limited', () => {
  test('is waited for, while the others go on, and nobody loses what he wants', async () => {
    const others = await Promise.all(
      ['Otto', 'Orla', 'Odin'].map(async (name) => {
        const one = await member(machine.db, { name });
        slack.addUser(name.toLowerCase(), { profile: { email: one.email } });
        return one.id;
      }),
    );
    slack.quota.set('users.lookupByEmail', 1);
    const id = await telling({ to: { members: [ann.id, ...others] } });
    const mailed = Array<string>(4).fill('email sent 1');
    expect(await sends(id)).toEqual([...mailed, ...Array(3).fill('slack failed 1'), 'slack sent 1']);
    slack.quota.clear();
    await wakeSleepers(machine);
    expect(await sends(id)).toEqual([...mailed, 'slack sent 1', ...Array(3).fill('slack sent 2')]);
    expect(slack.messages).toHaveLength(4);
    expect(teams.cards).toEqual([]);
  });

  test('has another stand in for it where that would be long', async () => {
    await prefer({ 'case.assigned': ['slack'] });
    slack.outages.always = 'rate-limited';
    const short = await telling({});
    expect(await sends(short)).toEqual(['slack failed 1']);
    slack.outages.always = null;
    await wakeSleepers(machine);
    expect(await sends(short)).toEqual(['slack sent 2']);
    slack.outages.always = 'rate-limited';
    slack.retryAfterSeconds = 300;
    expect(await sends(await telling({}))).toEqual(['email sent 1', 'slack failed 1']);
  });

  test('is used once it may be again, also after a long wait, by who was reached on another', async () => {
    slack.outages.always = 'rate-limited';
    slack.retryAfterSeconds = 300;
    const id = await telling({});
    expect(await sends(id)).toEqual(['email sent 1', 'slack failed 1']);
    slack.outages.always = null;
    await wakeSleepers(machine);
    expect(await sends(id)).toEqual(['email sent 1', 'slack sent 2']);
  });
});

describe('a message whose answer was lost', () => {
  test('is looked for in Slack, and not posted again', async () => {
    smtp.mode = 'unknown-recipient';
    teams.outages.always = 'rate-limited';
    // Of the three calls (who, where, the message), the last one takes effect and says nothing.
    slack.outages.next = [null, null, 'lost'];
    const id = await telling({});
    expect(slack.messages).toHaveLength(1);
    expect(await sends(id)).toContain('slack sending 1');
    await wakeSleepers(machine);
    expect(await sends(id)).toContain('slack sent 2');
    expect(slack.messages).toHaveLength(1);
  });

  test('is sent again by mail under the same Message-ID', async () => {
    await prefer({ 'case.assigned': ['email'] });
    slack.outages.always = 'rate-limited';
    teams.outages.always = 'rate-limited';
    smtp.mode = 'lost';
    const id = await telling({});
    smtp.mode = 'ok';
    await wakeSleepers(machine);
    expect(await sends(id)).toContain('email sent 2');
    const ids = smtp.mails.map(({ raw }) => /^message-id: (.+)$/im.exec(raw)?.[1]);
    expect(new Set(ids).size).toBe(1);
    expect(ids.length).toBe(2);
  });
});

test('a sending that was cut off before its answer is known is not doubled where Slack shows it', async () => {
  const id = await telling({});
  const where = and(eq(noticeSends.noticeId, id), eq(noticeSends.channel, 'slack'));
  await machine.db.update(noticeSends).set({ state: 'sending' }).where(where);
  expect(await send(id, 'slack', ann.id)).toMatchObject({ state: 'sent', result: 'It stood there already.' });
  expect(await send(id, 'slack', ann.id)).toMatchObject({ state: 'sent' });
  expect(slack.messages).toHaveLength(1);
});

describe('quiet hours', () => {
  test('send nothing of what was read in the centre meanwhile', async () => {
    await prefer({}, quietNow());
    const id = await telling({ severity: 'medium' });
    await machine.db.update(noticeRecipients).set({ readAt: new Date() }).where(eq(noticeRecipients.noticeId, id));
    await wakeSleepers(machine);
    expect(await sends(id)).toEqual([]);
  });

  test('keep it back until they end', async () => {
    await prefer({}, quietNow());
    const waits = await telling({ severity: 'medium' });
    expect(await sends(waits)).toEqual([]);
    await wakeSleepers(machine);
    expect(await sends(waits)).toEqual(['email sent 1', 'slack sent 1']);
  });

  test.each<[string, Partial<NoticeInput>]>([
    ['a critical case', { severity: 'critical' }],
    ['a breach', { kind: 'sla.breached', severity: 'low' }],
    ['what is urgent', { urgent: true, severity: 'low' }],
  ])('let %s through', async (_name, input) => {
    await prefer({}, quietNow());
    expect(await sends(await telling(input))).toEqual(['email sent 1', 'slack sent 1']);
  });

  test('let a VIP’s case through', async () => {
    await prefer({}, quietNow());
    const fields = { title: 'V', severity: 'low', vip: true } as const;
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields } });
    const { id: caseId } = await rowOf(machine.db, key);
    expect(await sends(await telling({ severity: 'low', caseId }))).toEqual(['email sent 1', 'slack sent 1']);
  });
});

describe('a case that is kept from some', () => {
  test('is not spoken of in Teams, and a page says nothing of it', async () => {
    await prefer({ 'case.escalated': ['teams'] });
    const fields = { title: 'Secret', severity: 'high', restricted: true, assignee: ann.email } as const;
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields } });
    const { id: caseId } = await rowOf(machine.db, key);
    const id = await telling({ kind: 'case.escalated', caseId, title: 'Secret', page: true });
    expect(await sends(id)).toEqual(['paging sent 1']);
    expect(JSON.stringify(paging.pages)).not.toMatch(/Secret|CASE-/);
  });

  test('since it was told of: nothing is sent to who may not see it any more', async () => {
    await prefer({}, quietNow());
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields: { title: 'Later', severity: 'low' } } });
    const { id: caseId } = await rowOf(machine.db, key);
    const id = await telling({ caseId, severity: 'low' });
    await updateCase({ ctx: adminCtx(machine), input: { key, patch: { restricted: true } } });
    await wakeSleepers(machine);
    expect(await sends(id)).toEqual([]);
    expect([slack.messages.length, smtp.mails.length]).toEqual([0, 0]);
  });
});

test('kinds that are not to leave the house stay in the centre, and the ledger says why', async () => {
  const patch = (kinds: string[]) =>
    updateAutomation({ ctx: adminCtx(machine), input: { id: 'notify', patch: { parameters: { kinds } } } });
  await patch(['sla.breached']);
  expect(await sends(await telling({}))).toEqual([]);
  await patch([]);
  const skipped = await machine.db
    .select()
    .from(runs)
    .where(and(eq(runs.automation, 'notify'), eq(runs.status, 'skipped')));
  expect(skipped.map(({ reason }) => reason)).toEqual([
    'Not run because the kind case.assigned is not among sla.breached.',
  ]);
});
