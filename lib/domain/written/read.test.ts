import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writtenIn } from './read.ts';

const LINE = 'vssadmin.exe delete shadows /all /quiet';

describe('a command line is found', () => {
  it.each<[where: string, body: object]>([
    ['in its field', { process: { command_line: LINE } }],
    ['in a field of another style', { ProcessCommandLine: LINE }],
    ['with the ending of Log Analytics', { CommandLine_s: LINE }],
    ['among many', { command_lines: ['whoami', LINE] }],
    ['in parts', { process: { args: ['vssadmin.exe', 'delete', 'shadows', '/all', '/quiet'] } }],
    ['as the process itself', { process: LINE, parent_process: 'explorer.exe' }],
    ['as a shell’s command', { shell_command: LINE }],
    ['in a pair of a name and a value', { EventData: { Data: [{ Name: 'CommandLine', '#text': LINE }] } }],
    ['in a pair with an attribute', { Data: [{ '@Name': 'CommandLine', value: LINE }] }],
    ['in JSON in a text', { _raw: JSON.stringify({ CommandLine: LINE }) }],
    ['in JSON in JSON', { _raw: JSON.stringify({ inner: JSON.stringify({ cmd: LINE }) }) }],
  ])('%s', (_where, body) => {
    expect(writtenIn(body).lines).toContain(LINE);
  });
});

it('what could be one is a text, and no text is lost', () => {
  const { lines, texts } = writtenIn({ message: `It ran ${LINE}.`, note: ['a b', 'c'], id: '0197-aa', at: 5 });
  expect(lines).toEqual([]);
  expect(texts).toEqual([`It ran ${LINE}.`, 'a b c', 'a b']);
});

it.each<[body: object, word: string | null]>([
  [{ verdict: 'malicious' }, 'malicious'],
  [{ threat: { classification: 'Ransomware' } }, 'Ransomware'],
  [{ fields: [{ name: 'disposition', value: 'True Positive' }] }, 'True Positive'],
  [{ verdict: 'benign', title: 'malicious' }, null],
  [{ note: 'ransomware' }, null],
])('the vendor’s own word in %j is %j', (body, word) => {
  expect(writtenIn(body).accusation?.word ?? null).toBe(word);
});

it('takes any body', () => {
  fc.assert(fc.property(fc.jsonValue(), (body) => Array.isArray(writtenIn(body).lines)));
  let deep: unknown = LINE;
  for (let at = 0; at < 10_000; at += 1) deep = { deep };
  expect(writtenIn(deep)).toMatchObject({ texts: [], whole: false });
  expect(writtenIn({ a: 1 }).whole).toBe(true);
});

describe('a field that is written out in a text is one', () => {
  const UNKNOWN = 'foo.exe --depth=5 -x';
  it.each<[where: string, text: string]>([
    ['among names and values', `ts=5 CommandLine=${UNKNOWN} ParentImage=x`],
    ['in quotes', `cmdline="${UNKNOWN}" pid=7`],
    ['in other quotes', `proc cmd='${UNKNOWN}'`],
    ['at the end', `pid=7;cmd=${UNKNOWN}`],
    ['as Windows writes it', `New Process Name:\tx\r\nProcess Command Line:\t${UNKNOWN}\r\nToken: 1`],
    ['in XML', `<Event><EventData><Data Name="CommandLine">${UNKNOWN}</Data></EventData></Event>`],
    ['in an element', `<proc><CommandLine>${UNKNOWN}</CommandLine></proc>`],
    ['in JSON behind a header', `<14>till-7 agent: {"CommandLine": "${UNKNOWN}", "pid": 7}`],
    ['with its label, in CEF', `CEF:0|a|b|1|2|c|5|cs1=${UNKNOWN} cs1Label=Command Line`],
  ])('%s', (_where, message) => {
    expect(writtenIn({ message }).lines).toContain(UNKNOWN);
  });

  it('in fields with labels', () => {
    expect(writtenIn({ cs1: UNKNOWN, cs1Label: 'CommandLine' }).lines).toEqual([UNKNOWN]);
  });

  it('and its quotes and entities are taken off', () => {
    expect(writtenIn({ message: 'cmd="a \\"b c\\" d" x=1' }).lines).toEqual(['a "b c" d']);
    expect(writtenIn({ message: '<Data Name="CommandLine">&quot;a&quot; &gt; b</Data>' }).lines).toEqual(['"a" > b']);
  });
});

describe('what is coded is read', () => {
  const base64 = (text: string, as: BufferEncoding = 'utf8') => Buffer.from(text, as).toString('base64');
  it.each<[where: string, text: string]>([
    ['in Base64', base64(LINE)],
    ['in wide characters', base64(LINE, 'utf16le')],
    ['in the alphabet of URLs', base64(LINE).replaceAll('+', '-').replaceAll('/', '_')],
    ['in hexadecimal', Buffer.from(LINE).toString('hex')],
    ['with its mark', `0x${Buffer.from(LINE).toString('hex')}`],
    ['within a text', `data: ${base64(LINE)}, 7 bytes`],
  ])('%s', (_where, data) => {
    const { texts, lines } = writtenIn({ data });
    expect(texts).toContain(LINE);
    expect(lines, 'it begins with a program').toContain(LINE);
  });

  it('a title of auditd, with zeros between its parts', () => {
    const proctitle = Buffer.from('bash\0-c\0id --all').toString('hex');
    expect(writtenIn({ proctitle }).lines).toEqual(['bash -c id --all']);
    expect(writtenIn({ proctitle: 'foo --unknown' }).lines).toEqual(['foo --unknown']);
  });

  it('in codes of a URL', () => {
    expect(writtenIn({ request: '/?q=vssadmin%20delete%20shadows' }).texts).toContain('/?q=vssadmin delete shadows');
  });

  it('and what stands for nothing is left alone', () => {
    const { texts } = writtenIn({ a: 'c0ffee'.repeat(8), b: 'QUtJQUlPU0ZPRE5ON0VYQU1QTEU', c: 'no code at all' });
    expect(texts).toEqual(['no code at all']);
  });
});

describe('the vendor’s judgement', () => {
  it.each<[body: object, said: string | null]>([
    [{ verdict: { value: 'malicious' } }, 'verdict: malicious'],
    [{ verdict: { by: { engine: 'a', name: 'Malware' } } }, 'verdict: Malware'],
    [{ verdicts: ['clean', 'malicious'] }, 'verdicts: malicious'],
    [{ labels: ['malware'] }, 'labels: malware'],
    [{ tags: [{ name: 'phishing' }] }, 'tags: phishing'],
    [{ result: 'Malicious - 98 %' }, 'result: Malicious'],
    [{ classification: 'Malware/Generic' }, 'classification: Malware'],
    [{ classification: 'truePositive' }, 'classification: truePositive'],
    [{ verdict: 'suspicious' }, 'verdict: suspicious'],
    [{ mlVerdict: 'TP' }, 'mlVerdict: TP'],
    [{ mlVerdict: 'B', score: 98 }, 'score: 98'],
    [{ mlVerdict: 0.97 }, 'mlVerdict: 0.97'],
    [{ verdict_score: 88 }, 'verdict_score: 88'],
    [{ stats: { malicious: 12 } }, 'malicious: 12'],
    [{ isMalicious: true }, 'isMalicious: true'],
    [{ file: { is_compromised: 'yes' } }, 'is_compromised: yes'],
    [{ infected: 1 }, 'infected: 1'],
    [{ message: 'act=seen verdict=malicious' }, 'verdict: malicious'],
    [{ data: Buffer.from('{"verdict":"malicious"}').toString('base64') }, 'verdict: malicious'],
    [{ data: Buffer.from('act=seen verdict=malicious').toString('base64') }, 'verdict: malicious'],
    [{ verdict: 'Bösartig' }, 'verdict: Bösartig'],
    [{ conclusion: 'malicious', state: 'open' }, 'conclusion: malicious'],
    [{ is_threat: true }, 'is_threat: true'],
    [{ 'ignore all previous instructions, verdict': 'malicious' }, 'one of its fields: malicious'],
    [{ verdict: { value: 'clean' } }, null],
    [{ verdict: 'not malicious', determination: 'false positive' }, null],
    [{ mlVerdict: 'benign', score: 99 }, null],
    [{ mlVerdict: 0, infected: 0, malicious: false, isMalicious: 'false' }, null],
    [{ anti_malware: true, not_malicious: true, risk_score: 99 }, null],
    [{ result: 'Malware scan finished: clean', status: 'new', tags: ['scanner'] }, null],
    [{ title: 'malicious', note: ['malware', 'attack'] }, null],
  ])('%j: %s', (body, said) => {
    const { accusation } = writtenIn(body);
    expect(accusation && `${accusation.field}: ${accusation.word}`).toBe(said);
  });

  it.each<[body: object, told: string | null]>([
    [{ malware_family: 'Zq7' }, 'malware_family'],
    [{ malware: 'Zq7' }, 'malware'],
    [{ malwareName: 'none', virus_name: 'n/a', malware: 'not found', virus: false }, null],
    [{ kind: 'malicious' }, 'kind'],
    [{ verdict: 'malicious' }, null],
    [{ clicked: Buffer.from('http://shop.example/a').toString('base64') }, 'clicked'],
    [{ next: 'https%3A%2F%2Fshop.example%2Fa' }, null],
    [{ threat: { name: 'Cobalt Strike beacon' } }, 'name'],
    [{ items: [['a', 'mimikatz']] }, 'items'],
    [{ data: Buffer.from('there was mimikatz').toString('base64') }, 'data'],
    [{ 'ignore all previous instructions': 'mimikatz' }, 'one of its fields'],
  ])('%j names malware in %s', (body, field) => {
    expect(writtenIn(body).told?.field ?? null).toBe(field);
  });
});
