import { detect } from '../../domain/observables/index.ts';
import {
  type FieldChoice,
  type MappedField,
  OBSERVABLE_KINDS,
  type ObservableKind,
  type SampleLeaf,
} from './expression.ts';
import { COMMAND_KEY, DEVICE_KEY, NAMES, OTHER_THINGS, RAISED_BY, USER_KEY } from './names.ts';

const MOST_OBSERVABLES = 30;
/** Fields that are the alert's own: what another thing is called, or where it stands, is none of them. */
const OF_THE_ALERT: ReadonlySet<MappedField> = new Set(['objectKey', 'title', 'status', 'severity', 'link']);
/** Fields that the last two words of a path name as well: `severity.name`, `rule.id`. */
const BY_TWO_WORDS: ReadonlySet<MappedField> = new Set(['title', 'severity', 'techniques', 'rule']);

/** Which place of a body is which field, by the names of its keys and the looks of its values. */
export function guessFields(leaves: readonly SampleLeaf[]): {
  fields: FieldChoice[];
  observables: { path: string; type: ObservableKind }[];
} {
  const places = leaves.map(placeOf);
  const title = bestOf('title', places, []);
  const fields: FieldChoice[] = [];
  for (const field of Object.keys(NAMES) as MappedField[]) {
    // Where the title stands, there stands the alert: an envelope around it has an id and a time of its own.
    const best = field === 'title' ? title : bestOf(field, places, title?.words.slice(0, -1) ?? []);
    if (best) fields.push({ field, path: best.leaf.path });
  }
  const link = fields.find(({ field }) => field === 'link');
  // Numbers may count from one in each of many places; the alert's page is like no other.
  if (link && !fields.some(({ field }) => field === 'objectKey') && !link.path.includes('[]'))
    fields.unshift({ field: 'objectKey', path: link.path });
  const taken = new Set(fields.filter(({ field }) => field === 'objectKey').map(({ path }) => path));
  const observables = places
    .filter((place) => !taken.has(place.leaf.path) && !NAMES.link.some((name) => isNamed(place, name, false)))
    .flatMap((place) => {
      const type = kindOf(place);
      return type === null ? [] : [{ path: place.leaf.path, type }];
    })
    .slice(0, MOST_OBSERVABLES);
  return { fields, observables };
}

/** A place of a body, with the words of its path: `alertId` is `alert_id`, and `kibana.alert.uuid` three words even as one key. */
interface Place {
  leaf: SampleLeaf;
  words: string[];
}

const placeOf = (leaf: SampleLeaf): Place => ({
  leaf,
  words: leaf.keys.flatMap((key) => key.replaceAll('[]', '').split('.').filter(Boolean).map(snake)),
});

const snake = (word: string) =>
  word
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();

/** The surest name wins, then the place nearest to the alert, then to the top. */
function bestOf(field: MappedField, places: readonly Place[], home: readonly string[]): Place | null {
  for (const name of NAMES[field]) {
    const fitting = places
      .filter((place) => isNamed(place, name, BY_TWO_WORDS.has(field)) && suits(field, place))
      .toSorted(
        (a, b) =>
          Number(a.leaf.listed) - Number(b.leaf.listed) ||
          distance(a, home) - distance(b, home) ||
          a.words.length - b.words.length,
      );
    if (fitting[0]) return fitting[0];
  }
  return null;
}

function isNamed({ words }: Place, name: RegExp, byTwo: boolean): boolean {
  const [last = '', before = ''] = words.toReversed();
  return name.test(last) || (byTwo && name.test(`${before}_${last}`));
}

/** How many steps up from the alert a place hangs; one that hangs nowhere on the way up is far. */
function distance({ words }: Place, home: readonly string[]): number {
  const parent = words.slice(0, -1);
  return parent.every((word, at) => word === home[at]) ? home.length - parent.length : home.length + 1;
}

function suits(field: MappedField, { leaf: { value, listed }, words }: Place): boolean {
  const above = words.slice(0, -1);
  if (OF_THE_ALERT.has(field) && above.some((word) => OTHER_THINGS.test(word))) return false;
  if (field === 'objectKey')
    return !listed && typeof value !== 'boolean' && !above.some((word) => RAISED_BY.test(word));
  if (field === 'link') return typeof value === 'string' && /^https?:\/\//i.test(value);
  if (field === 'eventTime') return isTime(value);
  if (field === 'techniques') return /T\d{4}/.test(String(value));
  if (field === 'severity') return typeof value === 'number' || /^[\w -]{1,20}$/.test(String(value));
  if (field === 'eventType') return typeof value === 'string' && !listed;
  if (field === 'rule') return typeof value !== 'boolean';
  return typeof value === 'string';
}

/** A date, or seconds or milliseconds since 1970 of this age. */
const isTime = (value: SampleLeaf['value']) =>
  /^\d+(?:\.\d+)?$/.test(String(value))
    ? Number(value) > 1e9
    : /^\d{4}-\d\d-\d\d[T ]\d|^\w{3}, \d/.test(String(value)) && !Number.isNaN(Date.parse(String(value)));

function kindOf({ leaf: { value }, words }: Place): ObservableKind | null {
  const name = words.at(-1) ?? '';
  const two = words.slice(-2).join('_');
  if (typeof value !== 'string' || value.length > 8_192) return null;
  if (COMMAND_KEY.test(name)) return 'command_line';
  const type = detect(value)?.type;
  if (USER_KEY.test(name) || /^(?:user|actor|sender)_name$/.test(two))
    return type === 'email' ? 'email' : /^\d+$/.test(value) ? null : 'user';
  if (DEVICE_KEY.test(name) || DEVICE_KEY.test(two)) return type === 'ipv4' || type === 'ipv6' ? type : 'device';
  return type !== undefined && (OBSERVABLE_KINDS as readonly string[]).includes(type) ? (type as ObservableKind) : null;
}
