import { expect, test } from 'vitest';
import { CASE_FIELDS, type CaseField, type CasePatch } from '../../domain/case.ts';
import { as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { getCase } from './get.ts';
import { openCase } from './open.ts';
import { updateCase } from './update.ts';

const floor = testFloor();
const lena = () => ctxOf(floor.db, as(floor.people.lead));

/** For each field what a case is opened with, what it is changed to, and what a stale patch sets: the first again, or the third. */
const VALUES: { [F in CaseField]: [CasePatch[F], CasePatch[F]] | [CasePatch[F], CasePatch[F], CasePatch[F]] } = {
  title: ['Odd sign-in', 'Odder sign-in'],
  severity: ['low', 'high'],
  description: ['From Oslo.', 'From Oslo and Lima.'],
  category: ['Email', 'Cloud'],
  source: ['mailbox', 'phone'],
  tags: [['pci'], ['pci', 'Retail, EU']],
  // Who sends the custom fields as he read them changed none of them.
  customFields: [{ region: 'eu' }, { region: 'us' }, { region: 'af' }],
  links: [[{ title: 'Wiki', url: 'https://wiki.example/1' }], []],
  store: ['store-0412', null],
  runbook: ['cloud', 'malware'],
  vip: [true, false],
  restricted: [true, false],
  tlp: ['GREEN', 'RED'],
  techniques: [['T1059'], ['T1059.001']],
};

/** How the API shows the field. */
const shown = (field: CaseField, value: unknown) => (field === 'runbook' ? { key: value } : value);

test.each(CASE_FIELDS)('%s: POST keeps it, PATCH raises the version, a stale PATCH of it conflicts', async (field) => {
  const [first, second, third = first] = VALUES[field];
  const fields = { title: 'A case', severity: 'medium' as const, [field]: first };
  const opened = await openCase({ ctx: lena(), input: { fields } });
  const read = () => getCase({ ctx: lena(), input: { key: opened.key } });
  expect(await read()).toMatchObject({ [field]: shown(field, first), version: 1 });

  const patch = { [field]: second } as CasePatch;
  await updateCase({ ctx: lena(), input: { key: opened.key, patch, ifMatch: 1 } });
  expect(await read()).toMatchObject({ [field]: shown(field, second), version: 2 });

  const stale = updateCase({ ctx: lena(), input: { key: opened.key, patch: { [field]: third }, ifMatch: 1 } });
  const pointer = field === 'customFields' ? '/customFields/region' : `/${field}`;
  await expect(stale).rejects.toMatchObject({ code: 'stale', errors: [{ pointer }] });
  expect(await read()).toMatchObject({ [field]: shown(field, second), version: 2 });
});
