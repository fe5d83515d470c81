import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { members, runs, slackAddresses } from '#lib/db/schema/index.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { member } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx } from './testing/cases.ts';
import { noticeFloor } from './testing/notice-floor.ts';
import { wakeSleepers } from './testing/sleepers.ts';

const floor = noticeFloor();
const { machine } = floor;

describe('a channel that fails', () => {
  test('leaves it to the other that was wanted', async () => {
    floor.slack.outages.always = 'server-error';
    expect(await floor.sends(await floor.telling({}))).toEqual(['email sent 1', 'slack failed 1']);
  });

  test('hands over to the next, though nobody chose that', async () => {
    floor.slack.outages.always = 'server-error';
    floor.smtp.mode = 'unknown-recipient';
    expect(await floor.sends(await floor.telling({}))).toEqual(['email failed 1', 'slack failed 1', 'teams sent 1']);
  });

  test('is tried again later where nothing reached the member, and then once', async () => {
    floor.slack.outages.always = 'server-error';
    floor.teams.outages.always = 'rate-limited';
    floor.smtp.mode = 'greylisted';
    const id = await floor.telling({});
    expect(await floor.sends(id)).toEqual(['email failed 1', 'slack failed 1', 'teams failed 1']);
    floor.smtp.mode = 'ok';
    await wakeSleepers(machine);
    expect(await floor.sends(id)).toEqual(['email sent 2', 'slack failed 2', 'teams failed 1']);
    expect(floor.smtp.mails).toHaveLength(1);
  });

  test('blocks nobody else', async () => {
    const other = await member(machine.db, { name: 'Olga' });
    floor.slack.addUser('olga', { profile: { email: other.email } });
    floor.smtp.mode = 'unknown-recipient';
    const id = await floor.telling({ to: { members: [floor.ann.id, other.id] } });
    expect(await floor.sends(id)).toEqual(['email failed 1', 'email failed 1', 'slack sent 1', 'slack sent 1']);
  });

  test('that nobody answers for good is given up, and the run says so', async () => {
    const stranger = await member(machine.db, { name: 'Stranger' });
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields: { title: 'S', severity: 'low' } } });
    const { id: caseId } = await rowOf(machine.db, key);
    floor.smtp.mode = 'unknown-recipient';
    floor.teams.outages.always = 'rate-limited';
    const id = await floor.telling({ caseId, to: { members: [stranger.id] } });
    for (let round = 0; round < 3; round += 1) await wakeSleepers(machine);
    expect((await floor.sends(id)).every((line) => line.includes('failed'))).toBe(true);
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
    const before = floor.slack.requests.length;
    expect(await floor.sends(await tellAnn())).toContain('slack sent 1');
    return floor.slack.requests.slice(before).map(({ path }) => path.replace('/api/', ''));
  }
  const asked = ['users.lookupByEmail', 'conversations.open', 'chat.postMessage'];

  test('is asked once', async () => {
    expect(await methodsOf(() => floor.telling({}))).toEqual(asked);
    expect(await methodsOf(() => floor.telling({}))).toEqual(['chat.postMessage']);
  });

  test('is asked anew after a week, and where his address is another one', async () => {
    await floor.telling({});
    await machine.db.update(slackAddresses).set({ checkedAt: new Date(Date.now() - 8 * 86_400_000) });
    expect(await methodsOf(() => floor.telling({}))).toEqual(asked);
    const email = 'ann.bianchi@shop.example';
    floor.slack.addUser('ann.bianchi');
    await machine.db.update(members).set({ email }).where(eq(members.id, floor.ann.id));
    expect(await methodsOf(() => floor.telling({}))).toEqual(asked);
    await machine.db.update(members).set({ email: floor.ann.email }).where(eq(members.id, floor.ann.id));
  });

  test('is asked anew where Slack does not know it any more', async () => {
    await floor.telling({});
    await machine.db.update(slackAddresses).set({ conversation: 'D0ELSEWHERE' });
    expect(await methodsOf(() => floor.telling({}))).toEqual(['chat.postMessage', ...asked]);
  });

  test('is not asked twice where the limit comes in between', async () => {
    await floor.prefer({ 'case.assigned': ['slack'] });
    floor.slack.quota.set('conversations.open', 0);
    const before = floor.slack.requests.length;
    const id = await floor.telling({});
    floor.slack.quota.clear();
    await wakeSleepers(machine);
    expect(await floor.sends(id)).toEqual(['slack sent 2']);
    const lookedUp = floor.slack.requests.slice(before).filter(({ path }) => path.endsWith('users.lookupByEmail'));
    expect(lookedUp).toHaveLength(1);
  });
});

describe('a channel that is limited', () => {
  test('is waited for, while the others go on, and nobody loses what he wants', async () => {
    const others = await Promise.all(
      ['Otto', 'Orla', 'Odin'].map(async (name) => {
        const one = await member(machine.db, { name });
        floor.slack.addUser(name.toLowerCase(), { profile: { email: one.email } });
        return one.id;
      }),
    );
    floor.slack.quota.set('users.lookupByEmail', 1);
    const id = await floor.telling({ to: { members: [floor.ann.id, ...others] } });
    const mailed = Array<string>(4).fill('email sent 1');
    expect(await floor.sends(id)).toEqual([...mailed, ...Array(3).fill('slack failed 1'), 'slack sent 1']);
    floor.slack.quota.clear();
    await wakeSleepers(machine);
    expect(await floor.sends(id)).toEqual([...mailed, 'slack sent 1', ...Array(3).fill('slack sent 2')]);
    expect(floor.slack.messages).toHaveLength(4);
    expect(floor.teams.cards).toEqual([]);
  });

  test('has another stand in for it where that would be long', async () => {
    await floor.prefer({ 'case.assigned': ['slack'] });
    floor.slack.outages.always = 'rate-limited';
    const short = await floor.telling({});
    expect(await floor.sends(short)).toEqual(['slack failed 1']);
    floor.slack.outages.always = null;
    await wakeSleepers(machine);
    expect(await floor.sends(short)).toEqual(['slack sent 2']);
    floor.slack.outages.always = 'rate-limited';
    floor.slack.retryAfterSeconds = 300;
    expect(await floor.sends(await floor.telling({}))).toEqual(['email sent 1', 'slack failed 1']);
  });

  test('is used once it may be again, also after a long wait, by who was reached on another', async () => {
    floor.slack.outages.always = 'rate-limited';
    floor.slack.retryAfterSeconds = 300;
    const id = await floor.telling({});
    expect(await floor.sends(id)).toEqual(['email sent 1', 'slack failed 1']);
    floor.slack.outages.always = null;
    await wakeSleepers(machine);
    expect(await floor.sends(id)).toEqual(['email sent 1', 'slack sent 2']);
  });
});

describe('a message whose answer was lost', () => {
  test('is looked for in Slack, and not posted again', async () => {
    floor.smtp.mode = 'unknown-recipient';
    floor.teams.outages.always = 'rate-limited';
    // Of the three calls (who, where, the message), the last one takes effect and says nothing.
    floor.slack.outages.next = [null, null, 'lost'];
    const id = await floor.telling({});
    expect(floor.slack.messages).toHaveLength(1);
    expect(await floor.sends(id)).toContain('slack sending 1');
    await wakeSleepers(machine);
    expect(await floor.sends(id)).toContain('slack sent 2');
    expect(floor.slack.messages).toHaveLength(1);
  });

  test('is sent again by mail under the same Message-ID', async () => {
    await floor.prefer({ 'case.assigned': ['email'] });
    floor.slack.outages.always = 'rate-limited';
    floor.teams.outages.always = 'rate-limited';
    floor.smtp.mode = 'lost';
    const id = await floor.telling({});
    floor.smtp.mode = 'ok';
    await wakeSleepers(machine);
    expect(await floor.sends(id)).toContain('email sent 2');
    const ids = floor.smtp.mails.map(({ raw }) => /^message-id: (.+)$/im.exec(raw)?.[1]);
    expect(new Set(ids).size).toBe(1);
    expect(ids.length).toBe(2);
  });
});
