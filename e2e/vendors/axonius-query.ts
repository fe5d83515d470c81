import type { EmulatedAsset } from './axonius.ts';

type Test = (asset: EmulatedAsset) => boolean;

/** A text of the query language: within it a quote ends it, and nothing escapes one. */
const TEXT = '"([^"]*)"';
const FIELD = '"specific_data\\.data\\.([a-z_.]+)"';
const EQUAL = new RegExp(`^\\(${FIELD} == ${TEXT}\\)$`);
const MATCHES = new RegExp(`^\\(${FIELD} == regex\\(${TEXT}, "i"\\)\\)$`);

/** What a query asks for; null for one that Axonius would not understand. Of the language only what is needed: one comparison. */
export function testOf(query: string): Test | null {
  const [, equal, text] = EQUAL.exec(query) ?? [];
  if (equal !== undefined) return (asset) => valuesOf(asset, equal).some((value) => value === text);
  const [, matched, pattern] = MATCHES.exec(query) ?? [];
  if (matched === undefined) return null;
  const expression = compile(pattern ?? '');
  return expression && ((asset) => valuesOf(asset, matched).some((value) => expression.test(value)));
}

function compile(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'i');
  } catch {
    return null;
  }
}

const valuesOf = ({ attributes }: EmulatedAsset, field: string) => [attributes[field] ?? []].flat().map(String);
