import type { EventData } from '#lib/domain/events.ts';
import { falconFacts } from '#lib/domain/intake-facts.ts';
import { requestUnread } from '#lib/services/intel/request-unread.ts';
import { tellClosed } from '#lib/services/intel/tell-closed.ts';
import { intake } from './intake.ts';

/** A Falcon alert becomes a case, or reaches the case of its process tree or of its host. */
export const crowdstrikeAlert = intake('crowdstrike-alert', {
  facts: falconFacts,
  report: (mapped) =>
    `Falcon reports the alert “${mapped.title}” ${wordsOf(mapped.status)}, severity ${mapped.severity}`,
  sender: (mapped) => `CrowdStrike (${wordsOf(mapped.status)}, ${mapped.severity})`,

  async afterwards({ event, step }, { key, mapped }) {
    const { deliveryId } = event.data as EventData<'crowdstrike/alert.received'>;
    await step('Ask for the analysis', (ctx) =>
      requestUnread({
        ctx: { ...ctx, clock },
        input: { vendor: 'crowdstrike', key, vendorId: mapped.objectKey, deliveryId },
      }),
    );
    if (wordsOf(mapped.status) === 'closed')
      await step('Say whether all of it is closed', (ctx) => tellClosed({ ctx, input: { key } }));
    return null;
  },
});

const clock = () => new Date();

const wordsOf = (status: string | undefined) => (status ?? 'new').toLowerCase().replaceAll('_', ' ');
