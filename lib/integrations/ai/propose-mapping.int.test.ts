import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { aiOutputs } from '../../db/schema/index.ts';
import { as, ctxOf } from '../../services/testing/fixtures.ts';
import { proposeMapping } from './propose-mapping.ts';
import { modelFloor } from './testing/model-floor.ts';

const { floor, model, admin, set, allowedNetworks } = await modelFloor();

describe('a mapping for a pasted body', () => {
  const body = JSON.stringify({
    alert: {
      alertId: 77,
      name: 'Card reader opened',
      level: 'p2',
      created_at: '2026-02-03T10:00:00Z',
      host: { hostname: 'till-12' },
      src_ip: '203.0.113.9',
    },
  });
  const propose = (ctx = admin()) => proposeMapping({ ctx, input: { connector: 'generic', body }, allowedNetworks });
  test('is made by the rules, and shown with its result', async () => {
    await set({}, false);
    expect(await propose()).toMatchObject({
      by: 'rules',
      missing: [],
      preview: {
        ok: true,
        mapped: {
          objectKey: '77',
          title: 'Card reader opened',
          severity: 'high',
          observables: expect.arrayContaining([expect.objectContaining({ value: '203.0.113.9' })]),
        },
      },
    });
  });
  test('is made of what the model chose among the body’s paths', async () => {
    model.script = () => ({
      fields: [
        { field: 'objectKey', path: 'alert.alertId' },
        { field: 'title', path: 'alert.host.hostname' },
        { field: 'severity', path: 'alert.level' },
        { field: 'status', path: 'no.such.path' },
      ],
      observables: [{ path: 'alert.src_ip', type: 'ipv4' }],
    });
    const proposal = await propose();
    const [kept] = await floor.db.select().from(aiOutputs).where(eq(aiOutputs.id, proposal.why.id));
    expect(proposal.why).toMatchObject({
      ...{ by: 'model', model: 'soc-model', promptVersion: kept!.promptVersion, inputHash: kept!.inputHash },
      ...{ tokens: kept!.tokens, milliseconds: kept!.milliseconds, cached: false },
    });
    expect(proposal.why.tokens).toBeGreaterThan(0);
    expect(proposal).toMatchObject({ by: 'model', preview: { ok: true, mapped: { title: 'till-12' } } });
    expect(proposal.expression).not.toContain('no.such');
  });
  test('shows the model no value of the body, whatever it is called', async () => {
    const secrets = ['hunter22', 'qwerty123456', 'Bianchi'];
    const [password, token, name] = secrets;
    await proposeMapping({
      ctx: admin(),
      input: { connector: 'generic', body: JSON.stringify({ id: 'a', auth: { password, token }, customer: { name } }) },
      allowedNetworks,
    });
    expect(model.requests.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(model.requests.map(({ text }) => text).join()).not.toContain(secret);
  });
  test('is an administrator’s alone', async () => {
    await expect(propose(ctxOf(floor.db, as(floor.people.lead), new Date()))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
