import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { newId } from '#lib/db/id.ts';
import { noticeRecipients, noticeSends, notices, runs } from '#lib/db/schema/index.ts';
import { sendNotice } from '#lib/integrations/send-notice.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { updateCase } from '#lib/services/cases/update.ts';
import type { NoticeInput } from '#lib/services/notices/tell.ts';
import { rowOf } from '#lib/services/testing/reads.ts';
import { adminCtx } from './testing/cases.ts';
import { noticeFloor } from './testing/notice-floor.ts';
import { wakeSleepers } from './testing/sleepers.ts';

const floor = noticeFloor();
const { machine } = floor;

/** Quiet from an hour ago until an hour from now, on a clock in UTC. */
function quietNow() {
  const clock = (shift: number) => new Date(Date.now() + shift * 3_600_000).toISOString().slice(11, 16);
  return { timeZone: 'UTC', start: clock(-1), end: clock(1) };
}

describe('a notice', () => {
  test('goes by Slack and e-mail to who never chose, with a link, and what it says is no markup', async () => {
    const id = await floor.telling({ link: '/cases/CASE-7', body: 'Because of *this*.' });
    expect(await floor.sends(id)).toEqual(['email sent 1', 'slack sent 1']);
    const [message] = floor.slack.messages;
    expect(message!.text).toContain('A case &lt;!channel&gt; was assigned');
    expect(JSON.stringify(message!.blocks)).toContain('/cases/CASE-7|A case &lt;!channel&gt; was assigned');
    expect(floor.smtp.mails[0]!.to).toEqual([floor.ann.email]);
    expect(floor.smtp.mails[0]!.raw).toContain('/cases/CASE-7');
    expect(floor.teams.cards).toEqual([]);
    expect(floor.paging.pages).toEqual([]);
  });

  test('goes where its reader wants it', async () => {
    await floor.prefer({ 'case.assigned': ['teams'] });
    expect(await floor.sends(await floor.telling({}))).toEqual(['teams sent 1']);
    expect(JSON.stringify(floor.teams.cards[0])).toContain(`${floor.ann.name}: A case`);
  });

  test('stays in the centre for who wants that alone', async () => {
    await floor.prefer({ 'case.assigned': [] });
    expect(await floor.sends(await floor.telling({}))).toEqual([]);
  });

  test('pages once for one cause, whatever tells of it', async () => {
    const cause = newId();
    await floor.telling({ cause, page: true });
    await floor.telling({ cause, page: true, to: 'leads' });
    expect(floor.paging.pages).toEqual([expect.objectContaining({ dedupKey: cause, severity: 'high' })]);
  });

  test('reaches the channel of its stakeholders', async () => {
    const channel = floor.slack.addChannel('board');
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
    expect(await floor.sends(noticeId)).toEqual(['slack sent 1', 'teams sent 1']);
    expect(floor.slack.latestIn(channel).text).toBe('Over');
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

test('a sending that was cut off before its answer is known is not doubled where Slack shows it', async () => {
  const id = await floor.telling({});
  const where = and(eq(noticeSends.noticeId, id), eq(noticeSends.channel, 'slack'));
  await machine.db.update(noticeSends).set({ state: 'sending' }).where(where);
  expect(await send(id, 'slack', floor.ann.id)).toMatchObject({ state: 'sent', result: 'It stood there already.' });
  expect(await send(id, 'slack', floor.ann.id)).toMatchObject({ state: 'sent' });
  expect(floor.slack.messages).toHaveLength(1);
});

describe('quiet hours', () => {
  test('send nothing of what was read in the centre meanwhile', async () => {
    await floor.prefer({}, quietNow());
    const id = await floor.telling({ severity: 'medium' });
    await machine.db.update(noticeRecipients).set({ readAt: new Date() }).where(eq(noticeRecipients.noticeId, id));
    await wakeSleepers(machine);
    expect(await floor.sends(id)).toEqual([]);
  });

  test('keep it back until they end', async () => {
    await floor.prefer({}, quietNow());
    const waits = await floor.telling({ severity: 'medium' });
    expect(await floor.sends(waits)).toEqual([]);
    await wakeSleepers(machine);
    expect(await floor.sends(waits)).toEqual(['email sent 1', 'slack sent 1']);
  });

  test.each<[string, Partial<NoticeInput>]>([
    ['a critical case', { severity: 'critical' }],
    ['a breach', { kind: 'sla.breached', severity: 'low' }],
    ['what is urgent', { urgent: true, severity: 'low' }],
  ])('let %s through', async (_name, input) => {
    await floor.prefer({}, quietNow());
    expect(await floor.sends(await floor.telling(input))).toEqual(['email sent 1', 'slack sent 1']);
  });

  test('let a VIP’s case through', async () => {
    await floor.prefer({}, quietNow());
    const fields = { title: 'V', severity: 'low', vip: true } as const;
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields } });
    const { id: caseId } = await rowOf(machine.db, key);
    expect(await floor.sends(await floor.telling({ severity: 'low', caseId }))).toEqual([
      'email sent 1',
      'slack sent 1',
    ]);
  });
});

describe('a case that is kept from some', () => {
  test('is not spoken of in Teams, and a page says nothing of it', async () => {
    await floor.prefer({ 'case.escalated': ['teams'] });
    const fields = { title: 'Secret', severity: 'high', restricted: true, assignee: floor.ann.email } as const;
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields } });
    const { id: caseId } = await rowOf(machine.db, key);
    const id = await floor.telling({ kind: 'case.escalated', caseId, title: 'Secret', page: true });
    expect(await floor.sends(id)).toEqual(['paging sent 1']);
    expect(JSON.stringify(floor.paging.pages)).not.toMatch(/Secret|CASE-/);
  });

  test('since it was told of: nothing is sent to who may not see it any more', async () => {
    await floor.prefer({}, quietNow());
    const { key } = await openCase({ ctx: adminCtx(machine), input: { fields: { title: 'Later', severity: 'low' } } });
    const { id: caseId } = await rowOf(machine.db, key);
    const id = await floor.telling({ caseId, severity: 'low' });
    await updateCase({ ctx: adminCtx(machine), input: { key, patch: { restricted: true } } });
    await wakeSleepers(machine);
    expect(await floor.sends(id)).toEqual([]);
    expect([floor.slack.messages.length, floor.smtp.mails.length]).toEqual([0, 0]);
  });
});

test('kinds that are not to leave the house stay in the centre, and the ledger says why', async () => {
  const patch = (kinds: string[]) =>
    updateAutomation({ ctx: adminCtx(machine), input: { id: 'notify', patch: { parameters: { kinds } } } });
  await patch(['sla.breached']);
  expect(await floor.sends(await floor.telling({}))).toEqual([]);
  await patch([]);
  const skipped = await machine.db
    .select()
    .from(runs)
    .where(and(eq(runs.automation, 'notify'), eq(runs.status, 'skipped')));
  expect(skipped.map(({ reason }) => reason)).toEqual([
    'Not run because the kind case.assigned is not among sla.breached.',
  ]);
});
