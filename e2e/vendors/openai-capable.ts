import type { Asked } from './openai.ts';

/**
 * The answers of a model that does its task: made of the words that it is shown and of little knowledge of its own, as a model’s would be. It
 * shares nothing with the product’s rules, and where it has not understood it is wrong. Null: a task that it does not know.
 */
export function capableAnswer({ task, data }: Asked): unknown {
  return ANSWERS[task]?.(data) ?? null;
}

const ANSWERS: Record<string, (data: unknown) => unknown> = {
  'analyze-command-line': (data) => commandLine(data as CommandLine),
  'summarize-endpoint': (data) => device(data as Device),
  'summarize-health': (data) => health(data as Health),
  'propose-mapping': (data) => mapping(data as Mapping),
  investigate: (data) => investigation(data as ScoutFact[]),
};

interface CommandLine {
  line: string;
  found: { verdict: string; reasons: string[] };
}

/** What it has read about attacks: words, how bad they are, and the technique. */
const HABITS: readonly [words: RegExp, verdict: 'suspicious' | 'malicious', technique: string, reason: string][] = [
  [
    /downloadstring|downloadfile|invoke-webrequest|\biwr\b|start-bitstransfer/i,
    'malicious',
    'T1059.001',
    'It fetches something and runs it.',
  ],
  [/-e(?:nc|ncodedcommand)?\s+[a-z\d+/=]{16}/i, 'suspicious', 'T1027', 'Its command is encoded.'],
  [/certutil\S*\s.*(?:urlcache|-decode)/i, 'malicious', 'T1105', 'A tool for certificates fetches a file.'],
  [/bitsadmin\S*\s.*\/transfer/i, 'malicious', 'T1197', 'It fetches a file in the background.'],
  [
    /mimikatz|sekurlsa|lsadump|comsvcs\.dll|procdump\S*\s.*lsass/i,
    'malicious',
    'T1003.001',
    'It reads passwords from memory.',
  ],
  [/vssadmin\S*\s+delete|wbadmin\s+delete|bcdedit.*recoveryenabled/i, 'malicious', 'T1490', 'It takes the way back.'],
  [/\bmshta\S*\s+(?:https?:|javascript:|vbscript:)/i, 'malicious', 'T1218.005', 'It runs a page as a program.'],
  [/regsvr32\S*\s.*\/i:https?:/i, 'malicious', 'T1218.010', 'It registers what lies elsewhere.'],
  [/schtasks\S*\s.*\/create/i, 'suspicious', 'T1053.005', 'It plans a task.'],
  [/currentversion\\run/i, 'suspicious', 'T1547.001', 'It starts with every sign-in.'],
  [/net1?(?:\.exe)?\s+user\s+\S+\s+\S+\s+\/add/i, 'suspicious', 'T1136.001', 'It makes an account.'],
  [/\/dev\/tcp\/|\bnc\b.*\s-e\b|bash\s+-i\s+>&/i, 'malicious', 'T1059.004', 'It opens a shell to somewhere else.'],
  [/(?:curl|wget)\b.*\|\s*(?:ba|z)?sh\b/i, 'malicious', 'T1059.004', 'What it fetches it runs at once.'],
  [/reg\S*\s+save\s+hklm\\sam/i, 'malicious', 'T1003.002', 'It copies the accounts.'],
];

function commandLine({ line, found }: CommandLine) {
  const hits = HABITS.flatMap(([words, verdict, technique, text]) => {
    const quote = words.exec(line)?.[0];
    return quote === undefined ? [] : [{ verdict, reason: { text, quote, techniques: [technique] } }];
  });
  const worst = ['malicious', 'suspicious'].find((one) => hits.some(({ verdict }) => verdict === one));
  const [first = ''] = line.split(/\s+/);
  return {
    verdict: worst ?? found.verdict,
    confidence: worst === 'malicious' ? 0.9 : 0.6,
    reasons:
      hits.length > 0
        ? hits.map(({ reason }) => reason)
        : [{ text: 'This is the program that runs.', quote: first, techniques: [] }],
  };
}

interface Shown {
  id: string;
  label: string;
  value: string;
}
interface Device {
  name: string;
  facts: Shown[];
}

const PHRASES: Record<string, (value: string, name: string) => string> = {
  owner: (value, name) => `${name} is owned by ${value}.`,
  os: (value, name) => `${name} is running ${value}.`,
  store: (value) => `The device stands in ${value}.`,
  lastSeen: (value, name) => `${name} was last seen at ${value}.`,
};

const device = ({ name, facts }: Device) => ({
  sentences: facts.map(({ id, label, value }) => ({
    text: PHRASES[id]?.(value, name) ?? `The ${label} of the device is ${value}.`,
    facts: [id],
  })),
});

interface Health {
  facts: Shown[];
  unassigned: { id: string; severity: string; ageHours: number }[];
}

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'informational'];

const health = ({ facts, unassigned }: Health) => ({
  tell: facts.map(({ id }) => id).slice(0, 8),
  first: unassigned
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.ageHours - a.ageHours)
    .map(({ id }) => id)
    .slice(0, 5),
});

interface Mapping {
  paths: { path: string; looks: string }[];
}

/** What it takes for a title, the likeliest first. */
const TITLES = [
  /(?:^|[._])title$/i,
  /rule[._](?:name|description)$/i,
  /signature$/i,
  /alertname$/i,
  /display_name$/i,
  /name$/i,
];
/** What it takes each other field for. */
const FIELDS: Record<string, RegExp> = {
  objectKey: /(?:^|[._])(?:alert_?id|event_?id|uuid|group_?key|flow_?id|id)$/i,
  severity: /(?:severity|priority|urgency|level|score)(?:\.name)?$/i,
  status: /(?:^|[._])(?:status|state|workflow_status)$/i,
  eventTime: /(?:^|[._@])(?:timestamp|created_?at|occurred_at|detected_at|createdTimeUtc|_time|time)$/i,
  link: /(?:html_url|alert_?url|incidentUrl|results_link|link|permalink)$/i,
  techniques: /technique(?:s|\.id)?(?:\[\])?$|mitre\.id\[\]$/i,
};
const parentOf = (path: string) => path.split('.').slice(0, -1).join('.');

/** Where the title stands there stands the alert: what stands beside it goes before what stands above. */
function mapping({ paths }: Mapping) {
  const title = TITLES.map((name) => paths.find(({ path }) => name.test(path))).find(Boolean)?.path;
  const home = title === undefined ? '' : parentOf(title);
  const far = (path: string) => Number(!path.startsWith(home === '' ? '' : `${home}.`)) * 100 + path.split('.').length;
  const fields = Object.entries(FIELDS).flatMap(([field, name]) => {
    const [best] = paths.filter(({ path }) => name.test(path)).toSorted((a, b) => far(a.path) - far(b.path));
    return best ? [{ field, path: best.path }] : [];
  });
  const observables = paths.flatMap(({ path, looks }) => {
    const type = /of the type (ipv4|ipv6|domain|hostname|url|email|md5|sha1|sha256)$/.exec(looks)?.[1];
    return type ? [{ path, type }] : [];
  });
  return { fields: [...(title === undefined ? [] : [{ field: 'title', path: title }]), ...fields], observables };
}

interface ScoutFact {
  id: string;
  speaks: 'malicious' | 'suspicious' | 'benign' | 'nothing';
}

function investigation(facts: ScoutFact[]) {
  const saying = (...speaks: ScoutFact['speaks'][]) =>
    facts.filter((one) => speaks.includes(one.speaks)).map(({ id }) => id);
  const bad = saying('malicious', 'suspicious');
  const verdict =
    saying('malicious').length > 0
      ? 'malicious'
      : bad.length > 0
        ? 'suspicious'
        : saying('benign').includes('case.verdict')
          ? 'benign'
          : 'undetermined';
  const isBenign = verdict === 'benign';
  return {
    verdict,
    confidence: bad.length > 1 ? 'high' : 'medium',
    for: isBenign ? saying('benign') : bad.length > 0 ? bad : facts.map(({ id }) => id).slice(0, 2),
    against: isBenign ? bad : saying('benign'),
    nextSteps: [
      { step: isBenign ? 'close_as_benign' : 'judge_unknown', facts: facts.map(({ id }) => id).slice(0, 5) },
      ...(verdict === 'malicious' ? [{ step: 'block_indicator', facts: saying('malicious').slice(0, 5) }] : []),
    ],
  };
}
