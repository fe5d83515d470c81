import { describe, expect, test } from 'vitest';
import { advancePhase } from '../cases/advance-phase.ts';
import { openCase } from '../cases/open.ts';
import { updateCase } from '../cases/update.ts';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { auditOf } from '../testing/reads.ts';
import { createRunbook } from './create.ts';
import { getRunbook } from './get.ts';
import { listRunbooks } from './list.ts';
import { updateRunbook } from './update.ts';

const floor = testFloor();
const admin = (seconds = 0) => ctxOf(floor.db, as(floor.people.admin), after(seconds));
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const add = (input: unknown) => createRunbook({ ctx: admin(), input });
const change = (key: string, patch: unknown) => updateRunbook({ ctx: admin(60), input: { key, patch } });
const open = (category: string, runbook?: string, ctx = ann()) =>
  openCase({ ctx, input: { fields: { title: 'T', severity: 'low', category, ...(runbook && { runbook }) } } });
const task = (title: string, more = {}) => ({ title, mandatory: false, ...more });
const phases = (...titles: string[]) => [
  { key: 'look', name: 'Look', tasks: titles.map((title) => task(title)) },
  { key: 'act', name: 'Act', tasks: [task('Block it')] },
];

test('a new runbook is picked for its category; its tasks bring their action and when they are due', async () => {
  await add({
    name: 'Gift card fraud',
    category: 'Gift cards',
    phases: [{ key: 'look', name: 'Look', tasks: [task('Count', { dueSeconds: 3600, action: 'advance-runbook' })] }],
  });
  const opened = await open('Gift cards');
  expect(opened.runbook).toMatchObject({ key: 'gift-card-fraud', phase: 'look' });
  expect(opened.tasks).toMatchObject([
    { title: 'Count', action: 'advance-runbook', dueAt: after(3600).toISOString(), own: false },
  ]);
});

describe('an edit is the next version', () => {
  test('new cases begin with it, running ones keep theirs until they are put on it', async () => {
    await add({ key: 'fraud', name: 'Fraud', category: 'Fraud', phases: phases('Read it') });
    const { key } = await open('Fraud');
    const renamed = [{ key: 'read', name: 'Read', tasks: [task('Read it twice')] }, ...phases().slice(1)];
    expect(await change('fraud', { phases: renamed, version: 1 })).toMatchObject({ version: 2 });

    expect((await open('Fraud')).runbook).toMatchObject({ phase: 'read' });
    const running = await updateCase({ ctx: ann(), input: { key, patch: { title: 'Renamed' } } });
    expect(running.runbook).toMatchObject({ phase: 'look', phases: [{ key: 'look', name: 'Look' }, { key: 'act' }] });
    const moved = await advancePhase({ ctx: ann(), input: { key, from: 'look' } });
    expect(moved).toMatchObject({ advanced: true, from: 'Look', to: 'act' });

    await updateCase({ ctx: ann(), input: { key, patch: { runbook: 'default' } } });
    const put = await updateCase({ ctx: ann(), input: { key, patch: { runbook: 'fraud' } } });
    expect(put.runbook).toMatchObject({ key: 'fraud', phase: 'read' });
    expect(await getRunbook({ ctx: ann(), input: { key: 'fraud' } })).toMatchObject({
      version: 2,
      earlier: [{ version: 1, replacedBy: { name: 'Ada' }, phases: [{ key: 'look' }, { key: 'act' }] }],
    });
  });

  test('no change is no version; an edit of an older one is refused', async () => {
    await add({ key: 'stale', name: 'Stale', category: 'Stale', phases: phases('A') });
    expect(await change('stale', { phases: phases('A') })).toMatchObject({ version: 1 });
    await change('stale', { name: 'Stale 2', version: 1 });
    await expect(change('stale', { name: 'Stale 3', version: 1 })).rejects.toThrow('Version 2 is the current one');
    expect((await auditOf(floor.db, 'stale')).map(({ action }) => action)).toEqual([
      'runbook.create',
      'runbook.update',
    ]);
  });

  test('two at once: one wins, and no version is lost', async () => {
    await add({ key: 'race', name: 'Race', category: 'Race', phases: phases('A') });
    const edits = ['B', 'C', 'D'].map((title) => change('race', { phases: phases(title), version: 1 }));
    const done = await Promise.allSettled(edits);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await getRunbook({ ctx: ann(), input: { key: 'race' } })).toMatchObject({
      version: 2,
      earlier: [{ version: 1 }],
    });
  });
});

test('a retired runbook is given to no case; its cases keep it', async () => {
  await add({ key: 'old', name: 'Old', category: 'Old', phases: phases('A') });
  const { key } = await open('Old');
  expect(await change('old', { retired: true })).toMatchObject({ retired: true, version: 1 });
  expect((await open('Old')).runbook).toMatchObject({ key: 'default' });
  await expect(open('Old', 'old')).rejects.toMatchObject({ errors: [{ pointer: '/runbook' }] });
  expect((await open('Old', 'old', ctxOf(floor.db, automation()))).runbook).toMatchObject({ key: 'old' });
  const kept = await updateCase({ ctx: ann(), input: { key, patch: { title: 'X' } } });
  expect(kept.runbook).toMatchObject({ key: 'old', phase: 'look' });
  const listed = (await listRunbooks({ ctx: ann() })).items.find((runbook) => runbook.key === 'old');
  expect(listed).toMatchObject({ retired: true });
});

test('what is refused', async () => {
  const scope = { name: 'Second', phases: phases('A') };
  await expect(add({ ...scope, category: 'cloud', source: 'WIZ' })).rejects.toThrow('Wiz cloud incident is picked');
  await expect(add({ ...scope, key: 'default', category: 'X' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(add({ ...scope, category: 'X', phases: [] })).rejects.toMatchObject({
    errors: [{ pointer: '/phases' }],
  });
  const unknown = [{ key: 'a', name: 'A', tasks: [task('Do', { action: 'nothing' })] }];
  await expect(add({ ...scope, category: 'X', phases: unknown })).rejects.toMatchObject({
    errors: [{ pointer: '/phases/0/tasks/0/action' }],
  });
  await expect(change('nowhere', { name: 'X' })).rejects.toMatchObject({ code: 'not_found' });
  await change('cloud', { retired: true });
  await add({ ...scope, key: 'cloud-2', category: 'Cloud' });
  await expect(change('cloud', { retired: false })).rejects.toThrow('Second is picked');
});
