import { oktaCaseOf } from '#lib/domain/okta/as-case.ts';
import { readOneOktaEvent } from '#lib/domain/okta/delivered.ts';
import { oktaFactsOf } from '#lib/domain/okta/facts.ts';
import { judgeOktaEvent } from '#lib/domain/okta/suspicious-events.ts';
import { stormGuardOf } from '#lib/domain/storm.ts';
import { askWhetherVip } from '#lib/integrations/ask-whether-vip.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { takeInAbout } from '#lib/services/cases/take-in-about.ts';
import { markFailed } from '#lib/services/deliveries/mark-failed.ts';
import { markFiltered } from '#lib/services/deliveries/mark-filtered.ts';
import { markQuarantined } from '#lib/services/deliveries/mark-quarantined.ts';
import { readDelivery } from '#lib/services/deliveries/read.ts';
import { automation } from './automation.ts';
import { notRunBecause, summaryOf } from './receive.ts';
import { resources } from './resources.ts';

/**
 * A suspicious Okta event reaches the most recent open case of its user, or opens one. Whether the user is a VIP is asked at Okta first;
 * an Okta that does not answer holds nothing up: the case is made, and `confirm-vip` asks until it is known.
 */
export const oktaSuspiciousActivity = automation(
  'okta-suspicious-activity',
  {
    concurrency: { key: 'event.data.objectKey', limit: 1 },
    async onFailed(ctx, { data: { deliveryId } }, message) {
      const reason = `The workflow okta-suspicious-activity failed: ${message}`;
      await markFailed({ ctx, input: { deliveryId, reason } });
    },
  },
  async ({ event, parameters, step, skip }) => {
    const { deliveryId, objectKey } = event.data;
    const read = await step('Read the event', async (ctx) => {
      const { body } = await readDelivery(ctx.db, deliveryId);
      const reading = readOneOktaEvent(body);
      if (!reading.ok) return { unusable: reading.reason, filtered: null, made: null };
      const suspicion = judgeOktaEvent(reading.event, parameters.eventTypes);
      if (!suspicion.suspicious) return { unusable: null, filtered: suspicion.reason, made: null };
      const facts = oktaFactsOf(reading.event);
      const made = oktaCaseOf(facts, suspicion, parameters.severity);
      return {
        unusable: null,
        filtered: null,
        made: { ...made, user: facts.user, at: facts.at, rule: facts.eventType },
      };
    });
    if (read.unusable !== null) {
      const reason = read.unusable;
      await step('Put into quarantine', (ctx) => markQuarantined({ ctx, input: { deliveryId, reason } }));
      return skip(notRunBecause(reason));
    }
    if (read.filtered !== null) {
      const reason = read.filtered;
      await step('Filter it', (ctx) => markFiltered({ ctx, input: { deliveryId, reason } }));
      return skip(`Not run because ${reason}`);
    }
    const { made } = read;

    const vip = await step('Ask Okta whether the user is a VIP', async (ctx) => {
      const { told: _, ...answer } = await askWhetherVip(ctx.db, {
        users: made.user ? [made.user.id ?? made.user.login!] : [],
        parameters,
        allowedNetworks: resources().allowedNetworks,
      });
      return answer;
    });

    const outcome = await step('Open or update the case', async (ctx) => {
      const delivery = await readDelivery(ctx.db, deliveryId);
      return takeInAbout({
        ctx,
        input: {
          about: made.subject,
          categories: parameters.categories,
          object: { connectorId: 'okta', objectKey },
          event: {
            vendor: 'okta',
            vendorId: objectKey,
            deliveryId,
            title: made.fields.title,
            at: momentOf(made.at) ?? delivery.firstReceivedAt,
            receivedAt: delivery.firstReceivedAt,
            seq: delivery.firstSeq,
            raw: delivery.body,
            summary: made.report,
          },
          fields: made.fields,
          user: made.user,
          observables: made.observables.map(({ path, ...item }) => ({ ...item, origins: [{ path, deliveryId }] })),
          vip,
          guard: stormGuardOf(parameters, made.rule),
        },
      });
    });
    if (outcome.key === null) return skip(notRunBecause(outcome.reason));
    const { key, did, changes } = outcome;
    if (did === 'collected') return { case: key, did, summary: summaryOf(did, 'Okta', changes) };

    const summary = `${summaryOf(did, 'Okta', changes)} ${made.report}. ${vip.reason}`;
    await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
    return { case: key, did, vip: vip.vip, summary };
  },
);

/** A time as the vendor wrote it, or null for what is none. */
function momentOf(text: string | null): Date | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at);
}
