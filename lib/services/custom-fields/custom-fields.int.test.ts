import { beforeAll, describe, expect, test } from 'vitest';
import type { CustomFields } from '../../domain/case.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { updateCase } from '../cases/update.ts';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { createCustomField } from './create.ts';
import { listCustomFields } from './list.ts';
import { updateCustomField } from './update.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const define = (input: unknown) => createCustomField({ ctx: admin(), input });
const change = (key: string, patch: unknown) => updateCustomField({ ctx: admin(), input: { key, patch } });
const open = (customFields: CustomFields, ctx = ann()): Promise<CaseView> =>
  openCase({ ctx, input: { fields: { title: 'T', severity: 'low', customFields } } });
const edit = (key: string, customFields: CustomFields) =>
  updateCase({ ctx: ann(), input: { key, patch: { customFields } } });

beforeAll(async () => {
  await define({ label: 'Loss in euro', type: 'number' });
  await define({ label: 'Channel', type: 'select', options: ['POS', 'Online'] });
  await define({ label: 'Manager', type: 'user' });
});

test('definitions have a key of their label, in the order in which they came', async () => {
  const { items } = await listCustomFields({ ctx: admin() });
  expect(items.map(({ key }) => key)).toEqual(['loss_in_euro', 'channel', 'manager']);
  await expect(define({ label: 'Channel', type: 'text' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(define({ label: '店', type: 'text' })).rejects.toMatchObject({ errors: [{ pointer: '/key' }] });
});

describe('values', () => {
  test('of another type are refused, all at once, on POST and PATCH', async () => {
    const wrong = { loss_in_euro: '12', channel: 'Fax', free: 'kept' };
    const refusal = {
      code: 'invalid',
      errors: [{ pointer: '/customFields/loss_in_euro' }, { pointer: '/customFields/channel' }],
    };
    await expect(open(wrong)).rejects.toMatchObject(refusal);
    const { key } = await open({ loss_in_euro: 12, free: 'kept' });
    await expect(edit(key, wrong)).rejects.toMatchObject(refusal);
    expect((await edit(key, { loss_in_euro: null, free: 'kept' })).customFields).toEqual({ free: 'kept' });
  });

  test('of a member: an e-mail becomes the id, nobody is refused', async () => {
    const { id, email } = floor.people.lead;
    expect((await open({ manager: email.toUpperCase() })).customFields).toEqual({ manager: id });
    expect((await open({ manager: id })).customFields).toEqual({ manager: id });
    await expect(open({ manager: 'nobody@retail.example' })).rejects.toMatchObject({
      errors: [{ pointer: '/customFields/manager' }],
    });
  });

  test('that a vendor sent are kept as they are, and do not stand in the way of an edit', async () => {
    const { key, customFields } = await open({ channel: 'Kiosk' }, ctxOf(floor.db, automation()));
    expect(customFields).toEqual({ channel: 'Kiosk' });
    expect((await edit(key, { channel: 'Kiosk', loss_in_euro: 1 })).customFields).toMatchObject({ channel: 'Kiosk' });
    await expect(edit(key, { channel: 'Tablet' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('a field that must be filled in holds up the close by a person, not the resolve and not an automation', async () => {
  await define({ label: 'Root cause', type: 'text', requiredAtClose: true });
  const ended = { verdict: 'true_positive', summary: 'Done.' } as const;
  const to = (key: string, state: string, actor = as(floor.people.analyst)) =>
    transitionCase({ ctx: ctxOf(floor.db, actor, after(60)), input: { key, to: { state, ...ended } } });
  const { key } = await open({});
  await to(key, 'resolved');
  await expect(to(key, 'closed')).rejects.toThrow('Fill in “Root cause” before the case closes.');
  await edit(key, { root_cause: 'Phished' });
  expect(await to(key, 'closed')).toMatchObject({ state: 'closed' });
  const other = await open({});
  expect(await to(other.key, 'closed', automation())).toMatchObject({ state: 'closed' });
  await change('root_cause', { retired: true });
  expect(await to((await open({})).key, 'closed')).toMatchObject({ state: 'closed' });
});

test('an edit of a definition: options only where one chooses, key and type never', async () => {
  expect(await change('channel', { options: ['POS', 'Online', 'Phone'] })).toMatchObject({
    options: ['POS', 'Online', 'Phone'],
  });
  await expect(change('channel', { options: [] })).rejects.toMatchObject({ errors: [{ pointer: '/options' }] });
  await expect(change('manager', { options: ['x'] })).rejects.toMatchObject({ errors: [{ pointer: '/options' }] });
  await expect(change('channel', { label: 'X', type: 'text' })).rejects.toMatchObject({
    errors: [{ pointer: '/type' }],
  });
  await expect(change('nothing', { label: 'X' })).rejects.toMatchObject({ code: 'not_found' });
});
