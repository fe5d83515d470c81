import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { INTAKE_VENDORS } from '../../domain/vendors.ts';
import { CONNECTORS, definitionOf, intakeOf } from './catalogue.ts';

test('each secret is named once, outbound ones first', () => {
  expect(CONNECTORS.map(({ id, credentials }) => [id, credentials])).toEqual([
    ['wiz', ['clientId', 'clientSecret', 'webhookToken', 'webhookUser', 'webhookPassword']],
    ['crowdstrike', ['clientId', 'clientSecret', 'memberCid', 'webhookToken', 'fusionSecret']],
    ['sentinelone', ['apiToken', 'webhookToken']],
    ['okta', ['apiToken', 'hookSecret']],
    ['virustotal', ['apiKey']],
    ['recordedfuture', ['apiToken']],
    ['otx', ['apiKey']],
    ['axonius', ['apiKey', 'apiSecret']],
    ['entra', ['tenantId', 'clientId', 'clientSecret']],
    ['slack', ['botToken', 'signingSecret']],
    ['jamf', ['clientId', 'clientSecret']],
    ['teams', ['webhookUrl']],
    ['smtp', ['user', 'password']],
    ['paging', ['webhookUrl', 'signingKey']],
    ['ai', ['apiKey']],
    ['generic', ['webhookToken', 'hmacSecret']],
  ]);
});

test.each(INTAKE_VENDORS)('%s: its events have a route to arrive at and a proof of the sender', (vendor) => {
  const { hookPath, mapped, inbound } = definitionOf(vendor);
  const route = hookPath!.replace(/\{(\w+)\}/g, '[$1]');
  expect(existsSync(`app${route}/route.ts`)).toBe(true);
  expect(mapped).toBe(vendor !== 'okta');
  expect(inbound.length).toBeGreaterThan(0);
});

test('a named source is one of generic; what is unknown is neither', () => {
  expect(intakeOf('generic/acme')).toBe(intakeOf('generic'));
  for (const id of ['acme', 'generic/', 'generic/A', 'wiz/acme'])
    expect(() => intakeOf(id)).toThrow('not available yet');
});
