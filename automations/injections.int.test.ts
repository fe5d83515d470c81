import { beforeAll, describe, expect, test } from 'vitest';
import { falconAlert } from '#e2e/vendors/crowdstrike-bodies.ts';
import { FALCON_STORIES, falconHost } from '#e2e/vendors/crowdstrike-scenarios.ts';
import { detectInjections, INJECTION_TAG } from '#lib/domain/injection/index.ts';
import { injections } from '#lib/domain/injection/testing/corpus.ts';
import { normalise } from '#lib/domain/observables/index.ts';
import type { ObservableType } from '#lib/domain/observables/types.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { getDelivery } from '#lib/services/deliveries/get.ts';
import { timelineOf } from '#lib/services/testing/reads.ts';
import { adminCtx, readCase } from './testing/cases.ts';
import { testMachine } from './testing/harness.ts';

const machine = testMachine();
const TEXTS = injections().filter((_, at) => at % 2 === 0);
/** So many are under way at once. */
const AT_ONCE = 15;
let made = 0;

type Body = Record<string, unknown>;
/** A named source's alert. Each is of a rule of its own, or a storm would collect them. */
function alert(more: Body = {}): Body {
  made += 1;
  return { id: `a${made}`, rule: `rule ${made}`, title: 'Sign-in from a new place', severity: 'high', ...more };
}

const file = (text: string) => text.replaceAll(/[\\/\n]/g, '_');
/** What is no value of its type, or is stored in small letters that say nothing, stands in the event alone. */
function observable(type: ObservableType, value: string) {
  const stored = normalise(type, value);
  return {
    field: stored === null || detectInjections(stored).length === 0 ? 'event' : 'observable',
    body: alert({ observables: [{ type, value }] }),
  };
}
const PLACES: readonly ((text: string) => { field: string; body: Body })[] = [
  (text) => ({ field: 'title', body: alert({ title: text }) }),
  (text) => ({ field: 'description', body: alert({ description: `${'Seen at the till. '.repeat(40)}${text}` }) }),
  (text) => observable('command_line', text),
  (text) => observable('file_name', file(text)),
  (text) => observable('user', text),
  (text) => ({ field: 'custom_field', body: alert({ customFields: { note: text } }) }),
  (text) => ({ field: 'event', body: alert({ evidence: { process: { hostName: text } } }) }),
];

/** What an alert has brought about, apart from the words in it. */
const outcomeOf = ({ state, severity, assignee, group, resolution, vip, restricted, tlp }: CaseView) => ({
  ...{ state, severity, owner: assignee?.kind ?? null, group, resolution, vip, restricted, tlp },
});

async function take(connector: string, bodies: readonly Body[]): Promise<CaseView[]> {
  const ids: string[] = [];
  for (const body of bodies) ids.push((await machine.deliver(connector, body)).deliveryId);
  await machine.settled();
  const views: CaseView[] = [];
  for (const id of ids) {
    const { cases } = await getDelivery({ ctx: adminCtx(machine), input: { id } });
    views.push(await readCase(machine, cases[0]!));
  }
  return views;
}

beforeAll(async () => {
  await putConnector({
    ctx: adminCtx(machine),
    input: { id: 'crowdstrike', enabled: true, credentials: { webhookToken: 'x' } },
  });
  for (const id of ['crowdstrike-intel', 'enrich-endpoint', 'enrich-observables'])
    await updateAutomation({ ctx: adminCtx(machine), input: { id, patch: { enabled: false } } });
});

describe('every text that gives orders, in the alert of a vendor', () => {
  test('is on more than two hundred alerts', () => expect(TEXTS.length).toBeGreaterThan(200));

  const parts = Array.from({ length: Math.ceil(TEXTS.length / AT_ONCE) }, (_, at) => at * AT_ONCE);
  test.each(parts)('from %i on: flagged, and worked like its harmless twin', { timeout: 120_000 }, async (from) => {
    const placed = TEXTS.slice(from, from + AT_ONCE).map(({ name, text }, at) => {
      const { field, body } = PLACES[(from + at) % PLACES.length]!(text);
      return { name: `${name}, as ${field}`, field, body };
    });
    const [twin] = await take('generic/pos', [alert()]);
    expect(twin!.tags).toEqual([]);
    const views = await take(
      'generic/pos',
      placed.map(({ body }) => body),
    );
    for (const [at, view] of views.entries()) {
      const { name, field } = placed[at]!;
      expect(view.tags, name).toContain(INJECTION_TAG);
      expect(
        view.orders.map((order) => order.field),
        name,
      ).toContain(field);
      expect(outcomeOf(view), name).toEqual(outcomeOf(twin!));
    }
  });
});

describe('an alert of Falcon', () => {
  const at = new Date(Date.now() - 60_000);
  const story = FALCON_STORIES.encodedPowershell;
  const told = async ({ key }: CaseView) => (await timelineOf(machine.db, key)).filter((one) => 'orders' in one.detail);

  test('whose command line or user gives orders is flagged, the same again no second time', async () => {
    const order = TEXTS[0]!.text;
    const node = falconAlert({ n: 1, story: { ...story, cmdline: order }, host: falconHost(1), at });
    const twin = falconAlert({ n: 2, story, host: falconHost(2), at });
    const [view, plain] = await take('crowdstrike', [node, twin]);
    expect(view!.tags).toContain(INJECTION_TAG);
    expect(plain!.tags).not.toContain(INJECTION_TAG);
    expect(outcomeOf(view!)).toEqual(outcomeOf(plain!));
    expect(await told(view!)).toHaveLength(1);
    const [again] = await take('crowdstrike', [{ ...node, updated_timestamp: new Date().toISOString() }]);
    expect(again!.key).toBe(view!.key);
    expect(await told(again!)).toHaveLength(1);
  });

  test('that was harmless and then gives orders flags the case that it has', async () => {
    const node = falconAlert({ n: 3, story, host: falconHost(3), at });
    const [view] = await take('crowdstrike', [node]);
    expect(view!.tags).not.toContain(INJECTION_TAG);
    const comments = [TEXTS[0]!.text];
    const [after] = await take('crowdstrike', [{ ...node, comments, updated_timestamp: new Date().toISOString() }]);
    expect(after!.key).toBe(view!.key);
    expect(after!.orders).toEqual([
      expect.objectContaining({ field: 'event', name: expect.stringMatching(/comments/) }),
    ]);
  });
});
