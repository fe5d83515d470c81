import jsonata from 'jsonata';
import { describe, expect, it, test } from 'vitest';
import { type MappedCase, parseMapped } from '../mapping.ts';
import {
  FALCON_SEVERITIES,
  SENTINELONE_SEVERITIES,
  severityOfFalcon,
  severityOfSentinelOne,
} from '../vendor-severity.ts';
import { CROWDSTRIKE_MAPPING } from './crowdstrike.ts';
import { FALCON_ALERT, SENTINELONE_THREAT } from './endpoint-samples.ts';
import { SENTINELONE_MAPPING } from './sentinelone.ts';
import { oddBodies } from './testing/odd-bodies.ts';

const falcon = jsonata(CROWDSTRIKE_MAPPING);
const sentinel = jsonata(SENTINELONE_MAPPING);

async function mapped(expression: jsonata.Expression, body: unknown): Promise<MappedCase> {
  const result = parseMapped(await expression.evaluate(body));
  if (!result.ok) throw new Error(result.reason);
  expect(result.notes).toEqual([]);
  return result.value;
}

describe('a Falcon alert', () => {
  it('becomes a case with its process tree, host, user and indicators', async () => {
    const { description, ...facts } = await mapped(falcon, FALCON_ALERT);
    expect(facts).toEqual({
      objectKey: FALCON_ALERT.composite_id,
      title: 'EncodedPowershell on POS-0231',
      severity: 'high',
      rule: 'EncodedPowershell',
      status: 'new',
      eventType: 'epp',
      category: 'Endpoint',
      tags: ['pos'],
      customFields: {
        ...{ falconStatus: 'new', falconSeverity: 70, falconProduct: 'epp', falconDetection: 'EncodedPowershell' },
        ...{ falconTactic: 'Execution', falconTechnique: 'PowerShell', host: 'POS-0231', site: 'Milano-12' },
        ...{ falconDisposition: 'Prevention, process killed.', platform: 'Windows' },
      },
      links: [{ title: 'Falcon alert', url: FALCON_ALERT.falcon_host_link }],
      techniques: ['T1059.001'],
      tactics: ['TA0002'],
      eventTime: '2026-02-03T09:30:40.100Z',
      observables: [
        { type: 'device', value: 'POS-0231', role: 'own' },
        { type: 'user', value: 'mrossi', role: 'victim' },
        { value: '198.51.100.20', role: 'own' },
        { value: '10.20.30.40', role: 'own' },
        { type: 'mac', value: '00-15-5d-00-00-01', role: 'own' },
        { type: 'sha256', value: FALCON_ALERT.sha256, role: 'implicated' },
        { type: 'file_name', value: 'powershell.exe', role: 'related' },
        { type: 'command_line', value: FALCON_ALERT.cmdline, role: 'implicated' },
        { value: '203.0.113.77', role: 'implicated' },
        { type: 'domain', value: 'cdn-invoice.example.net', role: 'implicated' },
        { value: 'cdn-invoice.example.net', role: 'implicated' },
      ],
    });
    expect(description).toContain('- **Name:** `POS-0231`');
    expect(description).toMatch(
      /\*\*Grandparent\*\* `explorer.exe`[\s\S]*\*\*Parent\*\* `winword.exe`[\s\S]*\*\*Process\*\*/,
    );
    expect(description).toContain('~~~~\npowershell.exe -nop -w hidden -enc SQBFAFgA\n~~~~');
  });

  it('under `alert`, and with little more than its id, is a case too', async () => {
    expect(await mapped(falcon, { workflow: 'SOC', alert: FALCON_ALERT })).toEqual(await mapped(falcon, FALCON_ALERT));
    expect(await mapped(falcon, { composite_id: 'c:1' })).toMatchObject({ title: 'Falcon alert', severity: 'medium' });
    const idp = await mapped(falcon, { composite_id: 'c:2', product: 'idp', severity_name: 'Low', severity: '85' });
    expect(idp).toMatchObject({ category: 'Identity & Access', severity: 'critical' });
  });

  it.each([
    ['Critical', 'critical'],
    ['high', 'high'],
    ['85.5', 'critical'],
    ['45 %', 'medium'],
    ['nobody knows', 'medium'],
  ])('with the severity %j alone is %s', async (severity, expected) => {
    expect(await mapped(falcon, { composite_id: 'c:3', severity })).toMatchObject({ severity: expected });
  });

  it('cannot close its own command’s block', async () => {
    const { description } = await mapped(falcon, { ...FALCON_ALERT, cmdline: 'x\n~~~~\n# y', parent_details: null });
    expect(description?.match(/^~~~~$/gm)).toHaveLength(4);
  });

  test.each(FALCON_SEVERITIES.flatMap(({ from, name }) => [[from, name] as const, [from + 19, name] as const]))(
    'the mapping and the table agree about %s',
    async (severity, severity_name) => {
      const of = { severity, severity_name };
      expect((await mapped(falcon, { ...FALCON_ALERT, ...of })).severity).toBe(severityOfFalcon(of));
    },
  );
});

describe('a SentinelOne threat', () => {
  it('becomes a case with its host, user and file', async () => {
    const { description, ...facts } = await mapped(sentinel, SENTINELONE_THREAT);
    expect(facts).toMatchObject({
      objectKey: '1902345678901234567',
      title: 'update.exe on BO-0412',
      severity: 'critical',
      rule: 'update.exe',
      status: 'unresolved',
      category: 'Endpoint',
      techniques: ['T1486'],
      eventTime: '2026-02-03T09:31:12.345Z',
      customFields: { sentinelMitigation: 'mitigated', host: 'BO-0412', site: 'Stores EMEA' },
    });
    expect(facts.observables).toEqual([
      { type: 'device', value: 'BO-0412', role: 'own' },
      { type: 'user', value: 'SHOP\\jdupont', role: 'victim' },
      { value: '10.20.31.41', role: 'own' },
      { type: 'sha256', value: SENTINELONE_THREAT.threatInfo.sha256, role: 'implicated' },
      { type: 'file_path', value: 'C:\\ProgramData\\update.exe', role: 'implicated' },
      { type: 'command_line', value: 'update.exe --all --silent', role: 'implicated' },
    ]);
    expect(description).toContain('- Many files were encrypted.');
  });

  it('flat, or under `data`, and judged a false positive', async () => {
    const flat = { threatId: '7', threatName: 'x.exe', classification: 'PUA', computerName: 'POS-1' };
    expect(await mapped(sentinel, flat)).toMatchObject({ objectKey: '7', title: 'x.exe on POS-1', severity: 'low' });
    const judged = { data: { threatInfo: { ...SENTINELONE_THREAT.threatInfo, analystVerdict: 'false_positive' } } };
    expect(await mapped(sentinel, judged)).toMatchObject({ status: 'false_positive' });
  });

  test.each(SENTINELONE_SEVERITIES)(
    'the mapping and the table agree about %o',
    async ({ classification, confidence }) => {
      const threatInfo = { threatId: '7', classification: classification ?? 'Malware', confidenceLevel: confidence };
      const of = { classification: threatInfo.classification, confidence };
      expect((await mapped(sentinel, { threatInfo })).severity).toBe(severityOfSentinelOne(of));
    },
  );
});

describe('a body of another shape is refused or read, never an error', () => {
  const STRANGE = [{}, [], [1], 'x', 5, null, { hello: 'x' }, { alert: '' }, { data: {} }, { threatInfo: 'x' }];
  it.each(STRANGE)('%j', async (body) => {
    for (const expression of [falcon, sentinel])
      expect(parseMapped(await expression.evaluate(body))).toMatchObject({ ok: false });
  });

  it.each([
    ['the Falcon alert', falcon, FALCON_ALERT],
    ['the SentinelOne threat', sentinel, SENTINELONE_THREAT],
  ])('%s with any one field replaced', { timeout: 60_000 }, async (_name, expression, body) => {
    for (const { what, odd } of oddBodies(body)) {
      const result = await expression.evaluate(odd).then(parseMapped, (error) => String(error.message ?? error));
      expect(result, what).toHaveProperty('ok');
    }
  });
});
