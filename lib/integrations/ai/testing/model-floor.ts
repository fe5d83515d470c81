import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startOpenAi } from '#e2e/vendors/openai.ts';
import { aiDays } from '../../../db/schema/index.ts';
import { useEncryptionKey } from '../../../services/connectors/box.ts';
import { putConnector } from '../../../services/connectors/put.ts';
import { as, ctxOf, testFloor } from '../../../services/testing/fixtures.ts';

/** A database whose connector for a model leads to an emulated one, which finds a command line suspicious. Each test begins with a fresh day. */
export async function modelFloor() {
  const floor = testFloor();
  const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());
  const model = await startOpenAi({ slowMs: 3_000 });
  const set = (settings: Record<string, unknown> = {}, enabled = true) =>
    putConnector({
      ctx: admin(),
      input: {
        id: 'ai',
        enabled,
        baseUrl: model.baseUrl,
        credentials: { apiKey: model.apiKey },
        settings: { model: model.model, ...settings },
      },
    });

  beforeAll(() => useEncryptionKey('11'.repeat(32)));
  afterAll(() => model.close());
  beforeEach(async () => {
    model.mode = 'scripted';
    model.script = () => ({
      verdict: 'suspicious',
      confidence: 0.7,
      reasons: [{ text: 'It is odd.', quote: 'run', techniques: ['T1218'] }],
    });
    model.asked.length = 0;
    model.requests.length = 0;
    await floor.db.delete(aiDays);
    await set();
  });
  return { floor, model, admin, set, allowedNetworks: ['127.0.0.0/8'] };
}
