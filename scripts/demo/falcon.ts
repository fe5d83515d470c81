import { randomBytes } from 'node:crypto';
import type { Api } from '#e2e/support/api.ts';
import type { Random } from '#e2e/support/random.ts';
import { until } from '#e2e/support/until.ts';
import {
  FALCON_STORY_NAMES,
  type FalconAlertNode,
  type FalconEmulator,
  type FalconStoryName,
  startCrowdStrike,
} from '#e2e/vendors/crowdstrike.ts';
import type { Page } from '#lib/domain/views/common.ts';
import type { DeliveryListItem } from '#lib/domain/views/intake.ts';

/** What happens at CrowdStrike. Each answers one line for the terminal. */
export interface FalconDemo {
  /** An alert on some host of a store, which the product reads by itself. */
  falconAlert(): Promise<string>;
  /** Several alerts of one process tree, the first by Fusion's webhook, the others for the product to read. */
  falconIntrusion(): Promise<string>;
  /** Somebody at Falcon takes an alert, or closes it. */
  falconUpdate(): Promise<string>;
  close(): Promise<unknown>;
}

/** How often the product reads: often, so that one sees it at work. */
const READ_SECONDS = 5;
const INTRUSION: readonly FalconStoryName[] = ['encodedPowershell', 'certutilDownload', 'credentialDumping', 'tunnel'];

/** Starts Falcon's cloud and points the product at it. */
export async function startFalconDemo(api: Api, random: Random): Promise<FalconDemo> {
  const falcon = await startCrowdStrike();
  falcon.remaining = Number.MAX_SAFE_INTEGER;
  const token = randomBytes(24).toString('base64url');
  await api.put('/connectors/crowdstrike', {
    ...{ enabled: true, baseUrl: falcon.url, settings: { readLogSeconds: READ_SECONDS } },
    credentials: { clientId: falcon.clientId, clientSecret: falcon.clientSecret, webhookToken: token },
  });
  // Alerts of an earlier run have lower numbers, so that none is taken for one of this one.
  let next = Math.floor(Date.now() / 1000) % 1_000_000_000;
  const add = (story: FalconStoryName, host: number, tree?: number) =>
    falcon.addAlert({ n: next++, story, host, ...(tree !== undefined && { tree }) });
  // Of yesterday, and with nobody: what the daily check is about.
  for (const [host, story] of INTRUSION.entries())
    falcon.addAlert({ n: next++, story, host, at: new Date(Date.now() - 30 * 3_600_000) });
  const demo: FalconDemo = {
    async falconAlert() {
      const alert = add(random.pick(FALCON_STORY_NAMES), random.below(60));
      return `Falcon alert: ${alert.name} on ${hostOf(alert)} → ${await becomeOf(api, alert.composite_id)}`;
    },
    async falconIntrusion() {
      const [host, tree] = [random.below(60), next];
      const alerts = INTRUSION.map((story) => add(story, host, tree));
      await falcon.pushAlert(`${api.baseUrl}/api/hooks/crowdstrike`, { bearer: token }, alerts[0]);
      const last = await becomeOf(api, alerts.at(-1)!.composite_id);
      return `Falcon intrusion: ${alerts.length} alerts of one process tree on ${hostOf(alerts[0]!)} → ${last}`;
    },
    async falconUpdate() {
      const alert = openOf(falcon, random);
      if (!alert) return demo.falconAlert();
      const taken = alert.status === 'new';
      const change = taken ? { status: 'in_progress', assigned_to_name: 'Falcon Complete' } : { status: 'closed' };
      falcon.touchAlert(alert.composite_id, change);
      return `Falcon: ${alert.name} on ${hostOf(alert)} is ${taken ? 'taken by Falcon Complete' : 'closed'}`;
    },
    close: () => falcon.close(),
  };
  return demo;
}

const hostOf = (alert: Record<string, unknown>) => (alert.device as { hostname: string }).hostname;

function openOf({ alerts }: FalconEmulator, random: Random): FalconAlertNode | undefined {
  return random.pick([...alerts.values()].filter(({ status }) => status !== 'closed'));
}

/** The case of an alert once the product has read it. */
async function becomeOf(api: Api, compositeId: string): Promise<string> {
  const found = await until(`${compositeId} is read and worked`, async () => {
    const { items } = await api.get<Page<DeliveryListItem>>('/deliveries?vendor=crowdstrike&limit=50');
    const delivery = items.find(({ objectKey }) => objectKey === compositeId);
    return delivery && (delivery.outcome !== 'accepted' || delivery.cases.length > 0) && delivery;
  });
  return found.cases[0] ?? `${found.outcome}${found.reason ? `: ${found.reason}` : ''}`;
}
