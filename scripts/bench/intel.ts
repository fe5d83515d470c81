import { randomBytes } from 'node:crypto';
import { until } from '#e2e/support/until.ts';
import { startCrowdStrike } from '#e2e/vendors/crowdstrike.ts';
import { startOtx } from '#e2e/vendors/otx.ts';
import { startRecordedFuture } from '#e2e/vendors/recorded-future.ts';
import { startVirusTotal } from '#e2e/vendors/virustotal.ts';
import { type BenchProduct, withProduct } from './product.ts';
import type { Benchmark } from './row.ts';

const SLOW_MS = 50;
const ALERTS = 5;
const ADDRESSES = 100;
/** How many indicators there are beside the addresses, so that a run takes all of them: the files and names of the alerts. */
const ROOM = 50;

/** 500 indicators of a case's Falcon alerts, through three sources that take 50 ms for each answer: from the first question to the last answer. */
export const benchIntel: Benchmark = () =>
  withProduct(async (product) => {
    const options = { slowMs: SLOW_MS };
    const [falcon, virustotal, recordedfuture, otx] = await Promise.all([
      startCrowdStrike(),
      startVirusTotal(options),
      startRecordedFuture(options),
      startOtx(options),
    ]);
    const vendors = [falcon, virustotal, recordedfuture, otx];
    for (const source of [virustotal, recordedfuture, otx]) source.mode = 'slow';
    try {
      const token = randomBytes(18).toString('base64url');
      const { clientId, clientSecret } = falcon;
      const put = (id: string, baseUrl: string, credentials: object, settings: object = {}) =>
        product.api.put(`/connectors/${id}`, { enabled: true, baseUrl, credentials, settings });
      await put('crowdstrike', falcon.url, { clientId, clientSecret, webhookToken: token }, { webhookOnly: true });
      await put('virustotal', virustotal.url, { apiKey: virustotal.apiKey }, { dailyBudget: null });
      await put('recordedfuture', recordedfuture.url, { apiToken: recordedfuture.apiToken }, { dailyBudget: null });
      await put('otx', otx.url, { apiKey: otx.apiKey }, { dailyBudget: null });
      await product.api.patch('/automations/crowdstrike-intel', {
        parameters: { onAlerts: false, mostIndicators: ALERTS * ADDRESSES + ROOM },
      });
      for (let n = 0; n < ALERTS; n += 1) {
        const network_accesses = Array.from({ length: ADDRESSES }, (_, at) => ({
          ...{ remote_address: `203.0.${n}.${at + 1}`, remote_port: 443, protocol: 'TCP' },
        }));
        const alert = falcon.addAlert({ story: 'tunnel', host: 1, tree: 1 }, { network_accesses });
        await falcon.pushAlert(`${product.baseUrl}/api/hooks/crowdstrike`, { bearer: token }, alert);
      }
      const key = await until('the alerts have their case', () => caseWith(product, ALERTS), { timeoutMs: 60_000 });
      await product.api.post(`/cases/${key}/actions/analyze-threat-intel`, {});
      const asked = await until('the sources have answered', () => answered(product), { timeoutMs: 120_000 });
      return [
        {
          name: `intel, ${asked.indicators} indicators through 3 sources of ${SLOW_MS} ms`,
          ...{ ours: asked.seconds, baseline: null, ratio: null, unit: 's', target: '≤ 6 s' },
          note: `${Math.round((asked.indicators * 3) / asked.seconds)} answers/s, from the first question to the last answer`,
        },
      ];
    } finally {
      await Promise.all(vendors.map((vendor) => vendor.close()));
    }
  });

async function caseWith({ pool }: BenchProduct, events: number): Promise<string | null> {
  const { rows } = await pool.query('select number from cases where event_count >= $1 limit 1', [events]);
  return rows[0] ? `CASE-${rows[0].number}` : null;
}

/** Once the analysis is over: how many indicators were asked about, and how long that took. */
async function answered({ pool }: BenchProduct): Promise<{ indicators: number; seconds: number } | null> {
  const { rows } = await pool.query(`
    select max((parent.output -> 'indicators' ->> 'asked')::int) as indicators,
      extract(epoch from max(child.ended_at) - min(child.started_at))::float as seconds
    from runs parent join runs child on child.automation = 'check-observables' and child.created_at >= parent.created_at
    where parent.automation = 'crowdstrike-intel' and parent.status = 'completed'
    having count(*) > 0`);
  const [row] = rows;
  return row?.indicators ? { indicators: row.indicators, seconds: Math.round(row.seconds * 100) / 100 } : null;
}
