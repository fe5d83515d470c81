import { nextWait } from '#lib/domain/okta/ask-again.ts';
import { askWhetherVip } from '#lib/integrations/ask-whether-vip.ts';
import { settingsOf } from '#lib/services/automations/settings-of.ts';
import { settleVip, type VipState } from '#lib/services/cases/settle-vip.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { readVipQuestion } from '#lib/services/cases/vip-question.ts';
import { automation } from './automation.ts';
import { resources } from './resources.ts';

const DAY_MS = 86_400_000;

/** Okta did not tell whether a case's user is a VIP: asks again, ever more rarely, until it does or the case has ended. */
export const confirmVip = automation(
  'confirm-vip',
  { concurrency: { key: 'event.data.key', limit: 1 } },
  async ({ event, parameters, step, tools }) => {
    const { key } = event.data;
    let wait = parameters.firstWaitSeconds * 1000;
    let waited = 0;
    for (let attempt = 1; waited < parameters.days * DAY_MS; attempt += 1) {
      await tools.sleep(`Wait before try ${attempt}`, wait);
      waited += wait;
      const asked = await step(`Ask Okta, try ${attempt}`, (ctx) => ask(ctx, key));
      if (asked.state !== 'unknown') return { case: key, state: asked.state, tries: attempt, reason: asked.reason };
      wait = nextWait(wait, asked.retryAfterMs);
    }
    const summary = `Okta did not tell for ${parameters.days} days whether the user is a VIP. The case stays treated as a VIP’s: set VIP by hand once it is known.`;
    await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
    return { case: key, state: 'unknown' satisfies VipState, summary };
  },
);

async function ask(ctx: Parameters<typeof settleVip>[0]['ctx'], key: string) {
  const { open, users } = await readVipQuestion({ ctx, input: { key } });
  if (!open) return { state: 'over' as const, reason: null, retryAfterMs: null };
  const { parameters } = await settingsOf(ctx.db, 'okta-suspicious-activity');
  const { retryAfterMs, told, ...judgement } = await askWhetherVip(ctx.db, {
    users,
    parameters,
    allowedNetworks: resources().allowedNetworks,
  });
  const { state } = await settleVip({ ctx, input: { key, judgement, told } });
  return { state, reason: judgement.reason, retryAfterMs };
}
