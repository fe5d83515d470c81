import { expect, test } from 'vitest';
import { addressHint, secretLabel } from './labels.ts';
import { settingsOf } from './vendor-settings.ts';

test.each([
  ['wiz', 'clientId', /issues/],
  ['jamf', 'clientId', /static computer groups/],
  ['okta', 'apiToken', /System Log/],
  ['recordedfuture', 'apiToken', /^$/],
])('%s says of its own what %s must be allowed to do', (vendor, name, hint) => {
  expect(secretLabel(name, vendor).hint).toMatch(hint);
});

test('who has no address for all customers asks for one', () => {
  expect(['jamf', 'okta', 'otx'].map((vendor) => addressHint(vendor).split(/[,:]/)[0])).toEqual([
    'Your own',
    'Your own',
    'Empty',
  ]);
});

test('a source has its own terms in the hints, and what is no vendor has no settings', () => {
  const budget = (vendor: string) => settingsOf(vendor).find(({ name }) => name === 'dailyBudget')?.placeholder;
  expect([budget('virustotal'), budget('otx'), budget('wiz')]).toEqual(['500', '10000', undefined]);
  expect(settingsOf('toString')).toEqual([]);
});
