/** Fields of a case that a mapping fills from one place of a body. */
export const MAPPED_FIELDS = [
  'objectKey',
  'title',
  'severity',
  'status',
  'eventType',
  'description',
  'category',
  'eventTime',
  'rule',
  'link',
  'tags',
  'techniques',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** Types that a place may hold; `auto`: whatever is read out of its value. */
export const OBSERVABLE_KINDS = [
  'auto',
  'ipv4',
  'ipv6',
  'domain',
  'hostname',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'file_name',
  'file_path',
  'command_line',
  'user',
  'device',
] as const;
export type ObservableKind = (typeof OBSERVABLE_KINDS)[number];

/** One place of a body that holds a value. */
export interface SampleLeaf {
  /** As people read it: `alert.hosts[].name`. */
  path: string;
  keys: readonly string[];
  /** It stands in a list. */
  listed: boolean;
  value: string | number | boolean;
}

export interface FieldChoice {
  field: MappedField;
  path: string;
}

/** Numbers and words of other tools that `severity` is read from. */
const RANKED = ['critical', 'high', 'medium', 'low', 'informational'] as const;
const LEVELS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['p', 's', 'sev', 'severity', 'priority'].flatMap((name) => RANKED.map((level, at) => [`${name}${at + 1}`, level])),
  ),
  ...{ disaster: 'critical', average: 'medium' },
  ...{ emergency: 'critical', fatal: 'critical', urgent: 'critical', severe: 'high', error: 'high', major: 'high' },
  ...{ warning: 'medium', warn: 'medium', minor: 'low', notice: 'informational' },
};
/** As the expression writes it: `SEV-1` is `sev1`. */
const plainWord = (word: string) => word.toLowerCase().replaceAll(/[\s_-]/g, '');

/**
 * Whether a severity can be read from what stands in the sample.
 * @param isSeverity whether a word is one of our severities as it stands
 */
export const isReadable = (value: SampleLeaf['value'], isSeverity: (word: string) => boolean): boolean =>
  isNumber(value) || isSeverity(String(value)) || plainWord(String(value)) in LEVELS;

const isNumber = (value: SampleLeaf['value']) =>
  typeof value !== 'boolean' && String(value).trim() !== '' && !Number.isNaN(Number(value));

/**
 * The JSONata that fills the chosen fields. It is written from keys alone, each quoted: nothing of a body's values gets into it.
 * @param isSeverity whether a word of the sample is one of our severities as it stands
 */
export function expressionOf(
  leaves: readonly SampleLeaf[],
  fields: readonly FieldChoice[],
  observables: readonly { path: string; type: ObservableKind }[],
  isSeverity: (word: string) => boolean,
): string {
  const byPath = new Map(leaves.map((leaf) => [leaf.path, leaf]));
  const lines: string[] = [];
  for (const { field, path } of fields) {
    const leaf = byPath.get(path);
    if (!leaf) continue;
    const place = placeOf(leaf);
    if (field === 'severity') lines.push(`"severity": ${severityOf(leaf, leaves, isSeverity)}`);
    else if (field === 'link') lines.push(`"links": ${place}.{"title": "Open at the source", "url": $}[]`);
    else if (field === 'tags')
      lines.push(`"tags": [${leaf.listed || typeof leaf.value !== 'string' ? place : `$split(${place}, ",")`}]`);
    else if (field === 'techniques')
      lines.push(`"techniques": [${place}.$match($string($), /T\\d{4}(\\.\\d{3})?/).match]`);
    else lines.push(`"${field}": ${leaf.listed ? `$string((${place})[0])` : `$exists(${place}) ? $string(${place})`}`);
  }
  // A case cannot do without one; that the sample has none is told beside it.
  if (!fields.some(({ field }) => field === 'severity')) lines.push('"severity": "medium"');
  const found = observables.flatMap(({ path, type }) => {
    const leaf = byPath.get(path);
    if (!leaf) return [];
    return type === 'auto'
      ? [`${placeOf(leaf)}.{"value": $string($)}`]
      : [`${placeOf(leaf)}.{"type": "${type}", "value": $string($)}`];
  });
  if (found.length > 0) lines.push(`"observables": [\n    ${found.join(',\n    ')}\n  ]`);
  return `{\n  ${lines.join(',\n  ')}\n}\n`;
}

const placeOf = ({ keys }: SampleLeaf): string =>
  keys
    .map((key) => `\`${key.replaceAll('[]', '')}\``)
    .filter((key) => key !== '``')
    .join('.');

/** A word is looked up; a number is read as of a hundred, of ten, of five or of one, by the sample's own, or as its name says. */
function severityOf(leaf: SampleLeaf, leaves: readonly SampleLeaf[], isSeverity: (word: string) => boolean): string {
  const place = leaf.listed ? `(${placeOf(leaf)})[0]` : placeOf(leaf);
  if (isNumber(leaf.value)) {
    const number = Number(leaf.value);
    const ranks = number >= 1 && number <= 5 ? ranksOf(leaf, leaves) : null;
    if (ranks) return `$lookup(${ranks}, $string(${place}))`;
    const read = `$number(${place})`;
    const [critical, high, medium, low] = scaleOf(leaf, number);
    return `(${read} >= ${critical} ? "critical" : ${read} >= ${high} ? "high" : ${read} >= ${medium} ? "medium" : ${read} >= ${low} ? "low" : "informational")`;
  }
  const word = `$lowercase($string(${place}))`;
  return isSeverity(String(leaf.value))
    ? word
    : `($levels := ${JSON.stringify(LEVELS)}; $word := $replace(${word}, /[\\s_-]/, ""); $exists($lookup($levels, $word)) ? $lookup($levels, $word) : ${word})`;
}

/** From which number on it is critical, high, medium, low. */
function scaleOf({ path }: SampleLeaf, number: number): readonly [number, number, number, number] {
  // Of one: a fraction, or none and all of what is never counted from one to five.
  if ((number > 0 && number < 1) || (number <= 1 && /(?:score|probability|confidence|likelihood)$/i.test(path)))
    return [0.8, 0.6, 0.4, 0.2];
  // Levels of a rule go to fifteen at OSSEC and Wazuh.
  if (number <= 15 && /(?:^|\.)rule\.level$/i.test(path)) return [13, 10, 7, 4];
  if (number > 10) return [80, 60, 40, 20];
  return number > 5 ? [9, 7, 4, 2] : [5, 4, 3, 2];
}

/** What each number is where the first is the gravest: a priority, and the severity beside a signature of Snort or Suricata. */
function ranksOf({ path, keys }: SampleLeaf, leaves: readonly SampleLeaf[]): string | null {
  if (/(?:priority|urgency)$/i.test(path))
    return '{"1": "critical", "2": "high", "3": "medium", "4": "low", "5": "informational"}';
  const beside = [...keys.slice(0, -1), 'signature_id'].join('.');
  return leaves.some((leaf) => leaf.path === beside)
    ? '{"1": "high", "2": "medium", "3": "low", "4": "informational"}'
    : null;
}
