import { expect, test } from 'vitest';
import { addressHint, askedWith, secretLabel } from './labels.ts';
import { settingsOf } from './vendor-settings.ts';

test.each([
  ['wiz', 'clientId', /issues/],
  ['jamf', 'clientId', /static computer groups/],
  ['okta', 'apiToken', /System Log/],
  ['crowdstrike', 'clientId', /Alerts: read/],
  ['entra', 'clientId', /Device\.Read\.All/],
  ['recordedfuture', 'apiToken', /^$/],
])('%s says of its own what %s must be allowed to do', (vendor, name, hint) => {
  expect(secretLabel(name, vendor).hint).toMatch(hint);
});

test('who has no address for all customers asks for one', () => {
  const own = ['jamf', 'okta', 'sentinelone', 'axonius'];
  for (const vendor of own) expect(addressHint(vendor), vendor).toMatch(/^Your own, such as /);
  expect(addressHint('otx')).toBe('Empty: the vendor’s own.');
});

test('the model is no vendor: any endpoint will do', () => {
  expect(addressHint('ai')).not.toContain('vendor');
  expect(askedWith({ vendor: 'ai', title: 'AI model' })).toBe('What we ask the model with');
  expect(askedWith({ vendor: 'entra', title: 'Entra ID' })).toBe('What we ask Entra ID with');
});

test('a source has its own terms in the hints, and what is no vendor has no settings', () => {
  const budget = (vendor: string) => settingsOf(vendor).find(({ name }) => name === 'dailyBudget')?.placeholder;
  expect([budget('virustotal'), budget('otx'), budget('wiz')]).toEqual(['500', '10000', undefined]);
  expect(settingsOf('toString')).toEqual([]);
});
