import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseObjects, deliveries } from '../../db/schema/index.ts';
import { getRelated } from '../related/get.ts';
import { after, as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { auditOf, kindsOf, rowOf } from '../testing/reads.ts';
import { receiveOn, wizEvent, wizOrigin } from '../testing/vendor.ts';
import { addObservables } from './add-observables.ts';
import { detachFromCase } from './detach.ts';
import { getCase } from './get.ts';
import { listCaseEvents } from './list-events.ts';
import { mergeCase } from './merge.ts';
import { type CaseOrigin, openCase } from './open.ts';
import { listCaseObservables } from './streams.ts';

const floor = testFloor();
const ann = (seconds = 60) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const robot = () => ctxOf(floor.db, automation());
const open = async (origin?: CaseOrigin) =>
  (await openCase({ ctx: robot(), input: { fields: { title: 'Case', severity: 'high', tags: ['till'] }, origin } }))
    .key;
const detach = (key: string, what: object) => detachFromCase({ ctx: ann(), input: { key, detach: what } });
const eventsOf = async (key: string) => (await listCaseEvents({ ctx: ann(), input: { key, query: {} } })).items;
const valuesOf = async (key: string) =>
  (await listCaseObservables({ ctx: ann(), input: { key, query: {} } })).items.map((one) => one.value);

test('an event gets a case of its own, with what it brought; its vendor object follows; merging back undoes it', async () => {
  const [first, second] = [`w-${newId()}`, `w-${newId()}`];
  const key = await open(wizOrigin(first));
  const event = wizEvent(second, { title: 'Another thing', receivedAt: after(30) });
  const found = {
    type: 'ipv4',
    value: '203.0.113.41',
    role: 'implicated',
    origins: [{ path: '/ip', deliveryId: event.deliveryId! }],
  } as const;
  await receiveOn(robot(), key, { event, observables: [{ ...found, origins: [...found.origins] }] });
  const { id: caseId } = await rowOf(floor.db, key);
  await floor.db
    .insert(caseObjects)
    .values({ caseId, connectorId: 'wiz', objectKey: second, current: true, createdAt: after(30) });
  const attached = (await eventsOf(key)).find((one) => one.vendorId === second)!;

  const made = await detach(key, { eventId: attached.id });
  expect(made).toMatchObject({
    title: 'Another thing',
    severity: 'high',
    tags: ['till'],
    eventCount: 1,
    observableCount: 1,
  });
  expect((await rowOf(floor.db, made.key)).startedAt).toEqual(after(30));
  expect((await eventsOf(made.key)).map((one) => one.id)).toEqual([attached.id]);
  expect((await eventsOf(key)).map((one) => one.vendorId)).toEqual([first]);
  expect(await valuesOf(made.key)).toEqual(['203.0.113.41']);
  expect(await valuesOf(key)).toEqual(['203.0.113.41']);
  expect(await getCase({ ctx: ann(), input: { key } })).toMatchObject({ eventCount: 1 });
  const [object] = await floor.db.select().from(caseObjects).where(eq(caseObjects.objectKey, second));
  expect(object!.caseId).toBe((await rowOf(floor.db, made.key)).id);
  expect((await getRelated({ ctx: ann(), input: { key } })).linked).toMatchObject([
    { key: made.key, kind: 'detached', direction: 'from' },
  ]);
  expect((await auditOf(floor.db, key)).at(-1)).toMatchObject({ action: 'case.detach' });
  expect((await kindsOf(floor.db, made.key)).filter((kind) => kind === 'event' || kind === 'link')).toEqual([
    'event',
    'link',
  ]);

  await mergeCase({ ctx: ann(), input: { key: made.key, into: key } });
  expect((await eventsOf(key)).map((one) => one.vendorId).sort()).toEqual([first, second].sort());
});

test('an object that the old case still has an event of stays there', async () => {
  const object = `w-${newId()}`;
  const key = await open(wizOrigin(object));
  await receiveOn(robot(), key, { event: wizEvent(object), observables: [] });
  const [event] = await eventsOf(key);
  await detach(key, { eventId: event!.id });
  const [led] = await floor.db.select().from(caseObjects).where(eq(caseObjects.objectKey, object));
  expect(led!.caseId).toBe((await rowOf(floor.db, key)).id);
});

test('an object of another source that has the same name there stays', async () => {
  const name = `w-${newId()}`;
  const key = await open();
  const { id: caseId } = await rowOf(floor.db, key);
  const sources = ['generic/tills', 'generic/doors'];
  for (const connectorId of sources) {
    const event = wizEvent(name, { vendor: 'generic', title: connectorId });
    await floor.db.insert(deliveries).values({
      ...{ id: event.deliveryId!, connectorId, vendor: 'generic', receivedAt: after(0), outcome: 'accepted' },
      ...{ objectKey: name, body: '{}', bodySha256: newId(), bytes: 2 },
    });
    await receiveOn(robot(), key, { event, observables: [] });
    await floor.db
      .insert(caseObjects)
      .values({ caseId, connectorId, objectKey: name, current: true, createdAt: after(0) });
  }
  const doors = (await eventsOf(key)).find((event) => event.title === 'generic/doors')!;
  const made = await detach(key, { eventId: doors.id });
  const led = await floor.db.select().from(caseObjects).where(eq(caseObjects.objectKey, name));
  expect(new Map(led.map((one) => [one.connectorId, one.caseId]))).toEqual(
    new Map([
      ['generic/tills', caseId],
      ['generic/doors', (await rowOf(floor.db, made.key)).id],
    ]),
  );
});

test('an observable moves with its role; the title can be named', async () => {
  const key = await open();
  const { added } = await addObservables({
    ctx: ann(),
    input: { key, items: [{ value: '203.0.113.42', role: 'implicated' }, { value: '203.0.113.43' }] },
  });
  const [one] = added;
  const made = await detach(key, { observableId: one!.id, title: 'The other one', severity: 'low' });
  expect(made).toMatchObject({ title: 'The other one', severity: 'low', observableCount: 1 });
  // It begins now: the old case's time is no time in which anybody could have worked this one.
  expect((await rowOf(floor.db, made.key)).startedAt).toEqual(after(60));
  expect(await valuesOf(made.key)).toEqual([one!.value]);
  expect(await getCase({ ctx: ann(), input: { key } })).toMatchObject({ observableCount: 1 });
});

test('the new case is as hidden as the old one, and not from who made it', async () => {
  const subject = await member(floor.db, { name: 'Ivan' });
  const lead = ctxOf(floor.db, as(floor.people.lead));
  const fields = { title: 'S', severity: 'low', restricted: true, assignee: floor.people.analyst.id } as const;
  const { key } = await openCase({ ctx: lead, input: { fields } });
  const { added } = await addObservables({
    ctx: lead,
    input: { key, items: [{ type: 'user', value: subject.email }, { value: '203.0.113.44' }] },
  });
  const address = added.find((one) => one.type === 'ipv4')!;
  const made = await detach(key, { observableId: address.id });
  expect(await rowOf(floor.db, made.key)).toMatchObject({ restricted: true, subjectMemberId: subject.id });
  expect(await getCase({ ctx: ann(), input: { key: made.key } })).toMatchObject({ restricted: true });
  const carl = ctxOf(floor.db, as(floor.people.colleague));
  await expect(getCase({ ctx: carl, input: { key: made.key } })).rejects.toMatchObject({ code: 'not_found' });
});

test('what is not there, or nothing, or both, is refused', async () => {
  const key = await open();
  for (const what of [{ eventId: newId() }, { observableId: newId() }, { eventId: 'x' }])
    await expect(detach(key, what)).rejects.toMatchObject({ code: 'not_found' });
  for (const what of [{}, { eventId: newId(), observableId: newId() }])
    await expect(detach(key, what)).rejects.toMatchObject({ code: 'invalid' });
});
