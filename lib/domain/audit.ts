/** What stands in the log instead of a secret. */
export const HIDDEN = '(hidden)';

/** Names of fields whose values are secrets, whoever wrote them. What only says that there is one may stand. */
const SECRET = /password|passphrase|secret|token|api_?key|private_?key|credential|authorization/i;
const HARMLESS = new Set<unknown>([null, '', 'set', 'replaced', '(set)', '(set anew)']);

type Diff = Record<string, { from: unknown; to: unknown }>;

/** A difference without secrets: a value whose field, or any field around it, is called like one is hidden. A net, not the rule. */
export function withoutSecrets(diff: Diff): Diff {
  return Object.fromEntries(
    Object.entries(diff).map(([field, { from, to }]) => {
      const secret = SECRET.test(field);
      return [field, { from: redact(from, secret), to: redact(to, secret) }];
    }),
  );
}

function redact(value: unknown, secret: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => redact(one, secret));
  if (value !== null && typeof value === 'object' && !(value instanceof Date))
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, redact(one, secret || SECRET.test(name))]),
    );
  return !secret || typeof value === 'boolean' || HARMLESS.has(value) ? value : HIDDEN;
}
