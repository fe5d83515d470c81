import { severityOfWord } from '../../domain/mapping.ts';
import { detect } from '../../domain/observables/index.ts';
import type { SampleLeaf } from './expression.ts';

/**
 * What a value looks like, and nothing of the value: a body may hold secrets and people’s data, and to tell a place from another its form is
 * enough. “a word for a severity”, “an ipv4”, “a time”, “text of 48 characters in 7 words”.
 */
export function looksOf(value: SampleLeaf['value']): string {
  if (typeof value === 'boolean') return 'true or false';
  const text = String(value).trim();
  const number = text === '' ? Number.NaN : Number(text);
  if (!Number.isNaN(number)) return looksOfNumber(number);
  if (severityOfWord(text) !== null || /^(?:p|sev|severity)[- ]?[1-5]$/i.test(text)) return 'a word for a severity';
  if (/^\d{4}-\d\d-\d\dT?/.test(text) && !Number.isNaN(Date.parse(text))) return 'a time';
  if (/^T\d{4}(?:\.\d{3})?$/.test(text)) return 'a technique of ATT&CK';
  if (/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text)) return 'a UUID';
  const type = detect(text)?.type;
  if (type) return `like a value of the type ${type}`;
  const words = text.split(/\s+/).length;
  return words === 1 ? `one word of ${text.length} characters` : `text of ${text.length} characters in ${words} words`;
}

function looksOfNumber(number: number): string {
  if (number > 1e9) return 'a number as large as a time or an id';
  if (number > 0 && number < 1) return 'a number between 0 and 1';
  const most = [1, 5, 10, 15, 100].find((limit) => number <= limit);
  return `${Number.isInteger(number) ? 'a whole number' : 'a number'} ${number < 0 ? 'below 0' : most === undefined ? 'above 100' : `up to ${most}`}`;
}
