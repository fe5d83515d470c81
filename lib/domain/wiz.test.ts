import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWizBody, WizDetectionBody, WizIssueBody } from './wiz.ts';

const wizObjectOf = (body: unknown) => {
  const reading = readWizBody(body);
  return reading.ok ? reading.object : null;
};
const ID = 'b0a5c3d2-1111-4222-8333-944455556666';

describe('a Wiz body tells what it is about', () => {
  it.each<[name: string, body: unknown, expected: ReturnType<typeof wizObjectOf>]>([
    [
      'default issue',
      { trigger: { type: 'Created' }, issue: { id: ID, status: 'OPEN' } },
      { kind: 'issue', objectKey: ID, status: 'OPEN', trigger: 'CREATED' },
    ],
    [
      'status in mixed case',
      { trigger: { type: 'Resolved' }, issue: { id: ID, status: 'Resolved' } },
      { kind: 'issue', objectKey: ID, status: 'RESOLVED', trigger: 'RESOLVED' },
    ],
    [
      'status in words',
      { issue: { id: ID, status: 'in progress' } },
      { kind: 'issue', objectKey: ID, status: 'IN_PROGRESS' },
    ],
    [
      'a status of their own',
      { issue: { id: ID, status: 'Snoozed' } },
      { kind: 'issue', objectKey: ID, status: 'SNOOZED' },
    ],
    ['an issue with no more than its id', { issue: { id: ID } }, { kind: 'issue', objectKey: ID }],
    ['empty fields', { trigger: { type: '' }, issue: { id: ` ${ID} `, status: '' } }, { kind: 'issue', objectKey: ID }],
    ['fields of the wrong type', { trigger: [], issue: { id: 42, status: {} } }, { kind: 'issue', objectKey: '42' }],
    [
      'trigger as a text',
      { trigger: 'Reopened', issue: { id: ID } },
      { kind: 'issue', objectKey: ID, trigger: 'REOPENED' },
    ],
    ['an older template', { id: ID, status: 'Open' }, { kind: 'issue', objectKey: ID, status: 'OPEN' }],
    [
      'an older template with its trigger',
      { id: ID, status: 'REJECTED', triggerType: 'Resolved' },
      { kind: 'issue', objectKey: ID, status: 'REJECTED', trigger: 'RESOLVED' },
    ],
    [
      'detection',
      { trigger: { source: 'DETECTIONS', type: 'Created' }, id: ID, threatId: 't-1' },
      { kind: 'detection', objectKey: ID, trigger: 'CREATED' },
    ],
    [
      'detection by its source alone',
      { trigger: { source: 'detections' }, id: ID },
      { kind: 'detection', objectKey: ID },
    ],
    ['detection by its events alone', { id: ID, triggeringEvents: [] }, { kind: 'detection', objectKey: ID }],
    ['an issue with a threat beside it', { issue: { id: ID }, threatId: 't-1' }, { kind: 'issue', objectKey: ID }],
    ['detection with a status', { id: ID, tdrId: 'wd-1', status: 'OPEN' }, { kind: 'detection', objectKey: ID }],
    [
      'an issue whose trigger names no detection',
      { trigger: { source: 'ISSUE' }, issue: { id: ID } },
      { kind: 'issue', objectKey: ID },
    ],
  ])('%s', (_name, body, expected) => {
    expect(wizObjectOf(body)).toEqual(expected);
  });

  it.each<[name: string, body: unknown, reason: RegExp]>([
    ['null', null, /not a JSON object/],
    ['a list', [{ issue: { id: ID } }], /not a JSON object/],
    ['a text', 'issue', /not a JSON object/],
    ['an empty object', {}, /Neither an issue nor a detection/],
    ['another product', { alert: { id: 'x' } }, /Neither an issue nor a detection/],
    ['an issue without id', { issue: { status: 'OPEN' } }, /issue without an id/],
    ['an issue with an empty id', { issue: { id: '', status: 'OPEN' } }, /issue without an id/],
    ['a template variable left as it was', { issue: { id: '{{issue.id}}' } }, /issue without an id/],
    ['a detection without id', { threatId: 't-1' }, /detection without an id/],
    ['an id alone', { id: ID }, /"status" is none of OPEN/],
    ['a foreign status', { id: ID, status: 'firing' }, /"status" is none of OPEN/],
    ['an issue that is a text', { issue: ID }, /Neither an issue/],
  ])('not with %s', (_name, body, reason) => {
    expect(wizObjectOf(body)).toBeNull();
    expect(readWizBody(body)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it('never throws, whatever JSON comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (trigger, issue, id) => {
        for (const body of [
          trigger,
          { trigger, issue, id },
          { trigger, issue: { id, status: issue } },
          { id, threatId: issue },
        ]) {
          const object = wizObjectOf(body);
          if (object) expect(object.objectKey).not.toBe('');
        }
      }),
    );
  });
});

describe('the lenient schemas', () => {
  it.each([
    ['Retail-Web, PCI, ', ['Retail-Web', 'PCI']],
    ['', []],
    [undefined, []],
    [['Stores', ''], ['Stores']],
    [[{ name: 'Stores' }, { slug: 'x' }], ['Stores']],
    [7, []],
  ])('reads projects from %j', (projects, expected) => {
    expect(WizIssueBody.parse({ issue: { id: ID, projects } }).issue.projects).toEqual(expected);
  });

  it('keeps what a customer added and survives what they removed', () => {
    const parsed = WizIssueBody.parse({ issue: { id: ID, resolutionNote: 'done' }, changedBy: 'a.weber' });
    expect(parsed).toMatchObject({
      changedBy: 'a.weber',
      issue: { resolutionNote: 'done' },
      resource: {},
      control: {},
    });
    expect(parsed.resource.name).toBeUndefined();
  });

  it('reads a detection whose lists hold other things', () => {
    const parsed = WizDetectionBody.parse({
      id: ID,
      severity: 'Critical',
      mitreTechniques: ['T1059', null, ''],
      actors: 'none',
      triggeringEvents: [null, { actorIP: '203.0.113.9' }, 3],
    });
    expect(parsed).toMatchObject({ severity: 'CRITICAL', mitreTechniques: ['T1059'], actors: [] });
    expect(parsed.triggeringEvents.map((event) => event.actorIP)).toEqual(['203.0.113.9']);
  });
});
