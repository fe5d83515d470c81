import { expect, test } from 'vitest';
import type { Severity } from '../../domain/severity.ts';
import { rangesOf } from './severity-ranges.ts';

test.each<[Severity[], string | null]>([
  [['critical'], 'severity:>=80'],
  [['medium', 'critical', 'high'], 'severity:>=40'],
  [['high', 'medium'], 'severity:>=40+severity:<80'],
  [['critical', 'medium'], 'severity:>=80,(severity:>=40+severity:<60)'],
  [['low', 'informational', 'high'], '(severity:>=60+severity:<80),(severity:>=0+severity:<40)'],
  [['informational', 'low', 'medium', 'high', 'critical'], 'severity:>=0'],
  [[], null],
])('%s are %s', (severities, filter) => {
  expect(rangesOf(severities)).toBe(filter);
});
