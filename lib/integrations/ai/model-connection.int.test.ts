import { beforeAll, beforeEach, expect, test } from 'vitest';
import { connectors } from '../../db/schema/index.ts';
import { useEncryptionKey } from '../../services/connectors/box.ts';
import { putConnector } from '../../services/connectors/put.ts';
import { as, ctxOf, testFloor } from '../../services/testing/fixtures.ts';
import { modelSetUp } from './model-connection.ts';

const floor = testFloor();
const ENV = { AI_BASE_URL: 'https://model.shop.example/v1', AI_API_KEY: 'env-key', AI_MODEL: 'env-model' };
const none = {};

beforeAll(() => useEncryptionKey('11'.repeat(32)));
beforeEach(() => floor.db.delete(connectors));

const set = (input: Partial<Parameters<typeof putConnector>[0]['input']>) =>
  putConnector({ ctx: ctxOf(floor.db, as(floor.people.admin)), input: { id: 'ai', enabled: true, ...input } });
const found = async (env: Parameters<typeof modelSetUp>[2], evenOff = false) => {
  const { connection } = await modelSetUp(floor.db, { allowedNetworks: [], evenOff }, env);
  return connection && { baseUrl: connection.baseUrl, apiKey: connection.apiKey, model: connection.model };
};
const OF_ENV = { baseUrl: ENV.AI_BASE_URL, apiKey: 'env-key', model: 'env-model' };

test('with nothing set there is none', async () => {
  expect(await found(none)).toBeNull();
});

test('the environment’s is taken where the connector was never set', async () => {
  expect(await found(ENV)).toEqual(OF_ENV);
});

test('what the connector says goes before it', async () => {
  await set({ settings: { model: 'own-model' } });
  expect(await found(ENV)).toEqual({ ...OF_ENV, model: 'own-model' });
  await set({
    baseUrl: 'https://other.example/v1',
    credentials: { apiKey: 'own-key' },
    settings: { model: 'own-model' },
  });
  expect(await found(ENV)).toEqual({ baseUrl: 'https://other.example/v1', apiKey: 'own-key', model: 'own-model' });
});

test('the environment’s key goes to the environment’s address alone', async () => {
  await set({ baseUrl: 'https://other.example/v1' });
  expect(await found(ENV)).toEqual({ baseUrl: 'https://other.example/v1', apiKey: null, model: 'env-model' });
});

test('the connector’s key goes to OpenAI where no address is set, and never to the environment’s', async () => {
  await set({ credentials: { apiKey: 'own-key' }, settings: { model: 'own-model' } });
  for (const env of [none, ENV])
    expect(await found(env)).toEqual({ baseUrl: 'https://api.openai.com/v1', apiKey: 'own-key', model: 'own-model' });
});

test('the switch counts for the environment’s, too; the test button looks past it', async () => {
  await set({ enabled: false });
  expect(await found(ENV)).toBeNull();
  expect(await found(ENV, true)).toEqual(OF_ENV);
});
