import type { Api } from '#e2e/support/api.ts';
import type { Random } from '#e2e/support/random.ts';
import { until } from '#e2e/support/until.ts';
import { type PushResult, push } from '#e2e/vendors/push.ts';
import { type WizEmulator, wizDetectionBody, wizIssueBody } from '#e2e/vendors/wiz.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import type { DeliveryView } from '#lib/domain/views/intake.ts';
import type { Target } from './connect.ts';
import { tillAlert } from './till-alerts.ts';

/** What the demo does to the product, one verb a thing that happens on a floor. Each answers one line for the terminal. */
export interface Floor {
  issue(): Promise<string>;
  detection(): Promise<string>;
  till(): Promise<string>;
  severityChange(): Promise<string>;
  resolvedAtWiz(): Promise<string>;
  reopened(): Promise<string>;
  unreadable(): Promise<string>;
}

interface Issue {
  n: number;
  severity: string;
  place: string;
  key: string | null;
}

const PLACES = ['checkout', 'gift-card', 'warehouse', 'loyalty', 'returns', 'price-feed', 'kiosk', 'pickup'];
const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** `first` is the number of the first vendor object, above every one of an earlier run. */
export function floorOf(
  api: Api,
  wiz: WizEmulator,
  targets: { wiz: Target; tills: Target },
  random: Random,
  first: number,
): Floor {
  let next = first;
  const issues: Issue[] = [];
  const place = () => `${random.pick(PLACES)}-${random.below(90) + 10}`;

  /** What became of a push: the case's key, or why there is none. */
  const outcome = async ({ status, body }: PushResult): Promise<{ key: string | null; words: string }> => {
    if (status !== 202) return { key: null, words: `refused with ${status}` };
    const { deliveryId } = body as { deliveryId: string };
    const delivery = await until(`delivery ${deliveryId} is worked`, async () => {
      const found = await api.get<DeliveryView>(`/deliveries/${deliveryId}`);
      return (found.outcome !== 'accepted' || found.cases.length > 0) && found;
    });
    const key = delivery.cases[0] ?? null;
    return { key, words: key ?? `${delivery.outcome}${delivery.reason ? `: ${delivery.reason}` : ''}` };
  };

  const tellOf = async (issue: Issue, what: { type: string; status?: string }) => {
    const { n, severity } = issue;
    const name = wizIssueBody(n).control.name;
    const { key, words } = await outcome(
      await wiz.pushIssue(
        targets.wiz.url,
        { auth: targets.wiz.auth, n },
        {
          trigger: { type: what.type, at: new Date().toISOString() },
          issue: { severity, status: what.status ?? 'OPEN', created: new Date().toISOString() },
          control: { severity, name: `${name}: ${issue.place}` },
          resource: { name: issue.place },
        },
      ),
    );
    issue.key ??= key;
    return `${severity} ${name}: ${issue.place} → ${words}`;
  };
  const known = () => issues.filter((issue) => issue.key !== null);

  const floor: Floor = {
    async issue() {
      const n = next++;
      const issue: Issue = { n, severity: wizIssueBody(n).issue.severity, place: place(), key: null };
      issues.push(issue);
      return `Wiz issue: ${await tellOf(issue, { type: 'Created' })}`;
    },
    async detection() {
      const n = next++;
      const title = `${wizDetectionBody(n).title} (${place()})`;
      const result = await wiz.pushDetection(
        targets.wiz.url,
        { auth: targets.wiz.auth, n },
        { title, createdAt: new Date().toISOString() },
      );
      return `Wiz detection: ${title} → ${(await outcome(result)).words}`;
    },
    async till() {
      const alert = tillAlert(random, next++, new Date());
      return `Till alert: ${alert.title} → ${(await outcome(await push(targets.tills.url, targets.tills.auth, alert))).words}`;
    },
    async severityChange() {
      const issue = random.pick(known());
      if (!issue) return floor.issue();
      issue.severity = random.pick(SEVERITIES.filter((one) => one !== issue.severity));
      return `Wiz changed a severity: ${await tellOf(issue, { type: 'Severity changed' })}`;
    },
    async resolvedAtWiz() {
      const issue = random.pick(known());
      if (!issue) return floor.issue();
      return `Wiz resolved: ${await tellOf(issue, { type: 'Resolved', status: 'RESOLVED' })}`;
    },
    async reopened() {
      const issue = random.pick(known());
      if (!issue?.key) return floor.issue();
      await resolve(api, issue.key);
      return `Resolved by us, reopened at Wiz: ${await tellOf(issue, { type: 'Reopened' })}`;
    },
    async unreadable() {
      const result = await push(targets.wiz.url, targets.wiz.auth, {
        message: 'Scheduled report',
        rows: random.below(90),
      });
      return `Wiz sent another shape → ${(await outcome(result)).words}`;
    },
  };
  return floor;
}

/** Resolves a case as an analyst would, unless it is resolved already. */
export async function resolve(api: Api, key: string): Promise<void> {
  const found = await api.get<CaseView>(`/cases/${key}`);
  if (found.resolvedAt) return;
  await api.post(
    `/cases/${key}/transition`,
    { state: 'resolved', verdict: 'true_positive', summary: 'The setting was corrected and the owner told.' },
    { 'if-match': `"${found.version}"` },
  );
}
