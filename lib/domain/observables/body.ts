import { detect } from './detect.ts';
import { extract } from './extract.ts';
import { readField } from './fields.ts';
import { roleOfPath, strongerRole } from './roles.ts';
import type { ObservableRef, ObservableRole, ObservableType } from './types.ts';

const DEEPEST = 64;

export interface BodyObservable extends ObservableRef {
  /** JSON pointer (RFC 6901) of the first place. */
  path: string;
  /** Every place, in the order of the document. */
  paths: string[];
  role: ObservableRole;
  /** `field` when a whole value is the observable, `text` when it was found inside of one. */
  source: 'field' | 'text';
}

export interface ExtractFromBodyOptions {
  /** Says the role for a place; undefined leaves it to `roleOfPath`. */
  roles?: (path: string, type: ObservableType) => ObservableRole | undefined;
}

interface Node {
  value: unknown;
  path: string;
  depth: number;
  siblings: Record<string, unknown>;
}

/**
 * Every observable in the strings (and AS numbers) of any JSON value, none twice by (type, value), in the order of the
 * document. What several places name has the role that weighs most. Values nested deeper than 64 are not read.
 */
export function extractFromBody(body: unknown, options: ExtractFromBodyOptions = {}): BodyObservable[] {
  const found = new Map<string, BodyObservable>();
  const add = ({ type, value }: ObservableRef, path: string, source: BodyObservable['source']) => {
    const role = options.roles?.(path, type) ?? roleOfPath(path, type);
    const known = found.get(`${type} ${value}`);
    if (!known) {
      found.set(`${type} ${value}`, { type, value, path, paths: [path], role, source });
      return;
    }
    if (known.paths.at(-1) !== path) known.paths.push(path);
    known.role = strongerRole(known.role, role);
    if (source === 'field') known.source = 'field';
  };

  const stack: Node[] = [{ value: body, path: '', depth: 0, siblings: {} }];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const { value, path, depth, siblings } = node;
    if (typeof value === 'string') readString(value, path, siblings, add);
    else if (typeof value === 'number') {
      const asn = readField(path, String(value), siblings);
      if (asn?.type === 'asn') add(asn, path, 'field');
    } else if (typeof value === 'object' && value !== null && depth < DEEPEST) pushChildren(stack, node, value);
  }
  return [...found.values()];
}

function pushChildren(stack: Node[], { path, depth }: Node, value: object): void {
  const siblings = Array.isArray(value) ? {} : (value as Record<string, unknown>);
  const entries = Object.entries(value);
  for (let i = entries.length - 1; i >= 0; i--) {
    const [key, child] = entries[i]!;
    const token = key.replaceAll('~', '~0').replaceAll('/', '~1');
    stack.push({ value: child, path: `${path}/${token}`, depth: depth + 1, siblings });
  }
}

function readString(
  text: string,
  path: string,
  siblings: Record<string, unknown>,
  add: (found: ObservableRef, path: string, source: BodyObservable['source']) => void,
): void {
  const named = readField(path, text, siblings);
  if (named) {
    add(named, path, 'field');
    // A command or a path holds further observables; a name (`shop.py`, `admin.io`) is the whole of what it says.
    if (named.type !== 'command_line' && named.type !== 'cloud_resource' && named.type !== 'file_path') return;
  }
  const inside = extract(text);
  const whole = named || inside.length === 0 ? null : detect(text);
  for (const item of inside) {
    if (named && item.type === named.type) continue;
    const isWhole = whole !== null && whole.type === item.type && whole.value === item.value;
    add(item, path, isWhole ? 'field' : 'text');
  }
}
