import './testing/environment.ts';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { accessRequests, audit, cases, noticeRecipients } from '#lib/db/schema/index.ts';
import { ACCESS_ACTIONS } from '#lib/domain/slack/access.ts';
import {
  accessFloor,
  approvalOf,
  askUntilApproval,
  ELSEWHERE,
  offering,
  pressWhenOffered,
  seen,
  toldTo,
} from './testing/access.ts';

const floor = accessFloor();
const inGroup = (macId: string) => floor.jamf.groups.get(floor.jamf.adminGroupId)!.members.has(macId);

test('as the use case says: asked, explained, picked, approved, granted, revoked, and told each time', async () => {
  const { slack, jamf } = floor;
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  expect(await floor.rowOf(id)).toMatchObject({ step: 'approval', storeKey: 'roma-12', storeBy: 'network' });

  const question = await approvalOf(floor, id);
  expect(JSON.stringify(question.blocks)).toContain('Install the driver of the label printer');
  await slack.press(question, ACCESS_ACTIONS.approve, floor.approver.slackId);
  await seen('the grant', async () => (await floor.rowOf(id)).state === 'granted');
  expect(inGroup(person.macId)).toBe(true);
  const granted = await seen('the exact end', () =>
    toldTo(floor, person.slackId).find((text) => text.includes('until')),
  );
  const { endsAt, grantedAt } = await floor.rowOf(id);
  expect(granted).toContain(`${endsAt!.toISOString().slice(0, 19).replace('T', ' ')} UTC`);
  expect(endsAt!.getTime() - grantedAt!.getTime()).toBe(5 * 60_000);
  jamf.checkIn(person.macId);
  expect(jamf.macs.get(person.macId)!.admin).toBe(true);

  await floor.passTime(id);
  await seen('the end', async () => (await floor.rowOf(id)).state === 'revoked');
  expect(inGroup(person.macId)).toBe(false);
  await seen('the word of the end', () =>
    toldTo(floor, person.slackId).find((text) => text.includes('taken them back')),
  );
  expect(slack.buttonsOf(slack.messages.find(({ ts }) => ts === question.ts)!)).toEqual([]);

  const told = await floor.machine.db
    .select()
    .from(noticeRecipients)
    .where(eq(noticeRecipients.memberId, floor.approver.member.id));
  expect(told.map(({ cause }) => cause)).toContain(`access/${id}/approval`);
  const trail = await floor.machine.db.select().from(audit).where(eq(audit.entityId, id));
  expect(trail.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['access.request', 'access.approved', 'access.grant', 'access.revoked']),
  );
  expect(trail.find(({ action }) => action === 'access.approved')!.actor).toMatchObject({
    kind: 'user',
    name: 'Paola',
  });
  expect(slack.deliveries.every(({ ok }) => ok)).toBe(true);
});

test('denied in Slack: the person is told, with the note, and nothing is granted', async () => {
  const { slack } = floor;
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  await slack.press(await approvalOf(floor, id), ACCESS_ACTIONS.deny, floor.approver.slackId);
  const view = await seen('the modal of a denial', () => slack.openViewOf(floor.approver.slackId));
  await slack.submit(view.id, { words: 'Ask your store manager first.' });
  await seen('the denial', async () => (await floor.rowOf(id)).state === 'denied');
  await seen('the word of it', () =>
    toldTo(floor, person.slackId).find((text) => text.includes('Ask your store manager first.')),
  );
  expect((await floor.rowOf(id)).askedAt).toBeNull();
  expect(inGroup(person.macId)).toBe(false);
});

test('who is no approver is told so, and decides nothing', async () => {
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  await floor.slack.press(await approvalOf(floor, id), ACCESS_ACTIONS.approve, floor.bystander.slackId);
  await seen('the refusal', () => toldTo(floor, floor.bystander.slackId).find((text) => text.includes('no member')));
  expect((await floor.rowOf(id)).state).toBe('requested');
});

test('two clicks at once: one decides, and the other one is told', async () => {
  const { slack, approver } = floor;
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  const question = await approvalOf(floor, id);
  await Promise.all([1, 2].map(() => slack.press(question, ACCESS_ACTIONS.approve, approver.slackId)));
  await seen('the refusal of the second', () =>
    toldTo(floor, approver.slackId).find((text) => text.startsWith('Nothing is left to decide')),
  );
  const decided = await floor.machine.db.select().from(audit).where(eq(audit.entityId, id));
  expect(decided.filter(({ action }) => action === 'access.approved')).toHaveLength(1);
});

test('asked for a colleague: nothing goes on before he consents', async () => {
  const { slack } = floor;
  const asker = floor.person();
  const person = floor.person();
  await slack.command('/mac-admin', `<@${person.slackId}>`, asker.slackId);
  const question = await seen('the question', () => offering(floor, person.slackId, ACCESS_ACTIONS.agree));
  await slack.press(question, ACCESS_ACTIONS.agree, asker.slackId);
  expect(slack.replies.at(-1)!.text).toBe('Only who would get the right answers this.');
  expect((await floor.latestOf(asker.slackId)).step).toBe('consent');
  await slack.press(question, ACCESS_ACTIONS.refuse, person.slackId);
  await seen('the end', async () => (await floor.latestOf(asker.slackId)).state === 'cancelled');
  await seen('the asker hears of it', () =>
    toldTo(floor, asker.slackId).find((text) => text.includes('did not agree')),
  );
});

test('a name that nobody has: told, and the end', async () => {
  const asker = floor.person();
  await floor.slack.command('/mac-admin', 'nobody.at.all', asker.slackId);
  await seen('the word of it', () => toldTo(floor, asker.slackId).find((text) => text.includes('no colleague called')));
  expect((await floor.latestOf(asker.slackId)).state).toBe('failed');
});

test('the modal closed without an answer ends the request', async () => {
  const { slack } = floor;
  const person = floor.person();
  await slack.command('/mac-admin', '', person.slackId);
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.explain, person.slackId);
  const view = await seen('the modal', () => slack.openViewOf(person.slackId));
  await slack.submit(view.id, { words: 'too short' });
  expect(slack.openViewOf(person.slackId)!.errors).toEqual({ words: 'Say why in 10 characters at least.' });
  await slack.closeView(view.id);
  await seen('the end', async () => (await floor.latestOf(person.slackId)).state === 'cancelled');
});

test('a Mac whose address says nothing: the store is the person’s word, and marked so', async () => {
  const person = floor.person(ELSEWHERE);
  const { id } = await askUntilApproval(floor, person);
  expect(await floor.rowOf(id)).toMatchObject({ storeKey: 'roma-12', storeBy: 'self' });
  expect(JSON.stringify((await approvalOf(floor, id)).blocks)).toContain('as the person says');
});

test('no Mac to be had: told why, and whom to call', async () => {
  const { slack } = floor;
  const person = floor.person();
  floor.jamf.macs.get(person.macId)!.managed = false;
  await slack.command('/mac-admin', '', person.slackId);
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.explain, person.slackId);
  await slack.submit((await seen('the modal', () => slack.openViewOf(person.slackId))).id, {
    words: 'I need a new driver',
  });
  const said = await seen('the word of it', () =>
    toldTo(floor, person.slackId).find((text) => text.includes('service desk')),
  );
  expect(said).toContain('not managed by Jamf');
});

test('Jamf is down at the end: tried until it is confirmed, and late is told of', async () => {
  const { jamf, slack } = floor;
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  await slack.press(await approvalOf(floor, id), ACCESS_ACTIONS.approve, floor.approver.slackId);
  await seen('the grant', async () => (await floor.rowOf(id)).state === 'granted');
  jamf.outages.always = 'unavailable';
  await floor.passTime(id);
  await seen('a try that failed', async () => (await floor.rowOf(id)).problem);
  await floor.db
    .update(accessRequests)
    .set({ endsAt: new Date(Date.now() - 130_000) })
    .where(eq(accessRequests.id, id));
  const { lateCaseId } = await seen('the alarm', async () => {
    const row = await floor.rowOf(id);
    return row.lateAt && row;
  });
  const [late] = await floor.db.select().from(cases).where(eq(cases.id, lateCaseId!));
  expect(late).toMatchObject({ severity: 'critical', source: 'access' });
  jamf.outages.always = null;
  await floor.passTime(id);
  await seen('the end', async () => (await floor.rowOf(id)).state === 'revoked');
  expect(inGroup(person.macId)).toBe(false);
  expect((await floor.rowOf(id)).attempts).toBeGreaterThan(1);
});

test('the answer to a grant is lost, and the Mac is deleted meanwhile: nothing is left of either', async () => {
  const { jamf, slack } = floor;
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  jamf.outages.next = [null, 'lost'];
  await slack.press(await approvalOf(floor, id), ACCESS_ACTIONS.approve, floor.approver.slackId);
  await seen('the grant', async () => (await floor.rowOf(id)).state === 'granted');
  jamf.deleteMac(person.macId);
  jamf.refusesUnknown = true;
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.giveBack, person.slackId);
  await seen('the end', async () => (await floor.rowOf(id)).state === 'revoked');
  expect(await floor.rowOf(id)).toMatchObject({
    deviceGone: true,
    note: expect.stringContaining('Jamf knows this Mac no more'),
  });
  expect(jamf.groups.get(jamf.adminGroupId)!.members.has(person.macId)).toBe(false);
});

test('the inventory is down: a right is granted and taken back all the same', async () => {
  const { jamf, slack } = floor;
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  jamf.inventoryDown = true;
  await slack.press(await approvalOf(floor, id), ACCESS_ACTIONS.approve, floor.approver.slackId);
  await seen('the grant', async () => (await floor.rowOf(id)).state === 'granted');
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.giveBack, person.slackId);
  await seen('the end', async () => (await floor.rowOf(id)).state === 'revoked');
  expect(await floor.rowOf(id)).toMatchObject({ attempts: 1, lastContactAt: null, deviceGone: false });
  jamf.inventoryDown = false;
});

test('a right that comes back while its person asks anew is taken back, and nobody’s look waits for it', async () => {
  const { jamf, slack } = floor;
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  await slack.press(await approvalOf(floor, id), ACCESS_ACTIONS.approve, floor.approver.slackId);
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.giveBack, person.slackId);
  await seen('the end', async () => (await floor.rowOf(id)).state === 'revoked');
  const { revokedAt } = await floor.rowOf(id);
  await slack.command('/mac-admin', '', person.slackId);
  await seen('the new request', async () => (await floor.latestOf(person.slackId)).step === 'reason');
  jamf.groups.get(jamf.adminGroupId)!.members.add(person.macId);
  await floor.db.update(accessRequests).set({ watchAt: new Date() }).where(eq(accessRequests.id, id));
  await seen('the end once more', async () => (await floor.rowOf(id)).revokedAt! > revokedAt!);
  expect(inGroup(person.macId)).toBe(false);
  expect(await floor.rowOf(id)).toMatchObject({ state: 'revoked', returnedAt: null });
  expect((await floor.latestOf(person.slackId)).state).toBe('requested');
});

test('a second modal that is closed after the first was sent ends nothing', async () => {
  const { slack } = floor;
  const person = floor.person();
  await slack.command('/mac-admin', '', person.slackId);
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.explain, person.slackId);
  const first = await seen('the modal', () => slack.openViewOf(person.slackId));
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.explain, person.slackId);
  const second = await seen('the second one', () => {
    const view = slack.openViewOf(person.slackId);
    return view?.id !== first.id && view;
  });
  await slack.submit(first.id, { words: 'Install the driver of the label printer' });
  await slack.closeView(second.id);
  await seen('the choice of a Mac', async () => (await floor.latestOf(person.slackId)).step === 'mac');
});

test('somebody of a connected workspace neither asks nor decides, with whatever address', async () => {
  const { slack, approver } = floor;
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  const { email } = approver.member;
  const stranger = slack.addUser('outside', { team_id: 'T0OTHER01', profile: { email } }).id;
  await slack.press(await approvalOf(floor, id), ACCESS_ACTIONS.approve, stranger);
  expect(slack.replies.at(-1)!.text).toBe('Only colleagues have a say here.');
  await slack.command('/mac-admin', '', stranger);
  await seen('the refusal', async () => (await floor.latestOf(stranger))?.state === 'failed');
  await slack.command('/mac-admin', `<@${stranger}>`, person.slackId);
  await seen('the word of it', () =>
    toldTo(floor, person.slackId).find((text) => text.includes('Slack knows no colleague called')),
  );
  expect((await floor.rowOf(id)).state).toBe('requested');
});

test('a press that hides its workspace is looked up, and decides nothing either', async () => {
  const { slack, approver } = floor;
  const person = floor.person();
  const { id } = await askUntilApproval(floor, person);
  const { email } = approver.member;
  const { id: stranger } = slack.addUser('hidden', { team_id: '', profile: { email } });
  await slack.press(await approvalOf(floor, id), ACCESS_ACTIONS.approve, stranger);
  await seen('the refusal', () => toldTo(floor, stranger).find((text) => text.startsWith('Only colleagues')));
  expect((await floor.rowOf(id)).state).toBe('requested');
});

test('a channel that another company reads is asked nothing: the page is where it is decided', async () => {
  const { slack, channel } = floor;
  const person = floor.person();
  slack.channels.get(channel)!.shared = true;
  const before = slack.messages.filter((one) => one.channel === channel).length;
  await slack.command('/mac-admin', '', person.slackId);
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.explain, person.slackId);
  const { id: view } = await seen('the modal', () => slack.openViewOf(person.slackId));
  await slack.submit(view, { words: 'Install the driver of the label printer' });
  await pressWhenOffered(floor, person.slackId, ACCESS_ACTIONS.pick, person.slackId, `${person.macId}@roma-12`);
  await seen('that IT was asked', () => toldTo(floor, person.slackId).find((text) => text.startsWith('IT was asked')));
  expect(slack.messages.filter((one) => one.channel === channel)).toHaveLength(before);
  expect((await floor.latestOf(person.slackId)).step).toBe('approval');
  slack.channels.get(channel)!.shared = false;
});
