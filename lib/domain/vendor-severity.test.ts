import { expect, test } from 'vitest';
import { severityOfFalcon, severityOfSentinelOne } from './vendor-severity.ts';

test.each([
  [100, null, 'critical'],
  [80, 'Critical', 'critical'],
  [79, 'High', 'high'],
  [60, null, 'high'],
  [59, null, 'medium'],
  [40, null, 'medium'],
  [39, null, 'low'],
  [20, null, 'low'],
  [19, null, 'informational'],
  [0, null, 'informational'],
  [null, 'High', 'high'],
  [null, 'informational', 'informational'],
  [70, 'Low', 'high'],
  [null, 'Severe', 'medium'],
  [null, null, 'medium'],
])('Falcon’s %s, named %s, is %s', (severity, name, expected) => {
  expect(severityOfFalcon({ severity, severity_name: name })).toBe(expected);
});

test.each([
  ['Ransomware', 'malicious', 'critical'],
  ['RANSOMWARE', 'suspicious', 'high'],
  ['Malware', 'Malicious', 'high'],
  ['Trojan', 'suspicious', 'medium'],
  ['PUA', 'malicious', 'low'],
  ['Adware', null, 'low'],
  ['Malware', 'n/a', 'low'],
  ['Malware', null, 'medium'],
  [null, 'malicious', 'high'],
  [null, null, 'medium'],
])('SentinelOne’s %s with confidence %s is %s', (classification, confidence, expected) => {
  expect(severityOfSentinelOne({ classification, confidence })).toBe(expected);
});
