import { expect, it } from 'vitest';
import type { ConnectorView } from '#lib/domain/views/intake.ts';
import { changesOf, draftOf, isChanged } from './draft.ts';

const connector: ConnectorView = {
  id: 'wiz',
  vendor: 'wiz',
  title: 'Wiz',
  enabled: true,
  baseUrl: 'https://api.example/graphql',
  settings: { audience: 'wiz-api', expectedEveryMinutes: 60, later: 'kept' },
  credentials: [],
  hookPath: '/api/hooks/wiz',
  mapped: true,
  hookVerifiedAt: null,
  log: null,
  lastCall: null,
  lookups: null,
  ai: null,
  lastTest: null,
  health: { connector: 'wiz', enabled: true, lastSeenAt: null, expectedEveryMinutes: 60, silent: false, last24h: {} },
};

it('begins unchanged, and sends back what it does not know', () => {
  expect(isChanged(connector, draftOf(connector))).toBe(false);
  expect(changesOf(connector, draftOf(connector))).toEqual({
    enabled: true,
    baseUrl: 'https://api.example/graphql',
    credentials: {},
    settings: { audience: 'wiz-api', expectedEveryMinutes: 60, later: 'kept' },
  });
});

it('sends numbers as numbers and leaves out what was emptied', () => {
  const draft = { ...draftOf(connector), audience: ' ', baseUrl: '', expectedEveryMinutes: '', rotationHours: '48' };
  expect(isChanged(connector, draft)).toBe(true);
  expect(changesOf(connector, draft)).toMatchObject({ baseUrl: null, settings: { rotationHours: 48, later: 'kept' } });
  expect(changesOf(connector, draft).settings).not.toHaveProperty('audience');
  expect(changesOf(connector, draft).settings).not.toHaveProperty('expectedEveryMinutes');
});

it('names no address for a source that is never called', () => {
  expect(changesOf({ ...connector, vendor: 'generic' }, draftOf(connector))).not.toHaveProperty('baseUrl');
});

it('counts a secret that is to be replaced or taken away as a change', () => {
  expect(isChanged(connector, { ...draftOf(connector), credentials: { webhookToken: null } })).toBe(true);
});

it('sends a vendor’s own settings in their kinds, and keeps those that the form does not ask for', () => {
  const smtp = {
    ...connector,
    id: 'smtp',
    vendor: 'smtp',
    baseUrl: null,
    settings: { port: 25, secure: true, ca: 'PEM' },
  };
  const draft = draftOf(smtp);
  expect(draft.own).toEqual({ host: '', port: '25', secure: 'true', from: '' });
  const own = { host: ' mail.shop.example ', port: '', secure: 'false', from: 'soc@shop.example' };
  expect(isChanged(smtp, { ...draft, own })).toBe(true);
  expect(changesOf(smtp, { ...draft, own })).toEqual({
    enabled: true,
    credentials: {},
    settings: { host: 'mail.shop.example', secure: false, from: 'soc@shop.example', ca: 'PEM' },
  });
});
