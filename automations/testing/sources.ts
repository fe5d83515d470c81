import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type OtxEmulator, startOtx } from '#e2e/vendors/otx.ts';
import { type RecordedFutureEmulator, startRecordedFuture } from '#e2e/vendors/recorded-future.ts';
import { reputations } from '#e2e/vendors/reputation.ts';
import { startVirusTotal, type VirusTotalEmulator } from '#e2e/vendors/virustotal.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { adminCtx } from './cases.ts';
import type { Machine } from './harness.ts';

export interface Sources {
  virustotal: VirusTotalEmulator;
  recordedfuture: RecordedFutureEmulator;
  otx: OtxEmulator;
}

/** A source that is slow is so until its test has it go on. */
const LONG_MS = 60_000;

/** The three sources, connected to the machine of a test file; each test finds them up, and with their own table of reputations. */
export function testSources(machine: Machine): Sources {
  const sources = {} as Sources;
  beforeAll(async () => {
    const [virustotal, recordedfuture, otx] = await Promise.all([
      startVirusTotal({ slowMs: LONG_MS }),
      startRecordedFuture({ slowMs: LONG_MS }),
      startOtx({ slowMs: LONG_MS }),
    ]);
    Object.assign(sources, { virustotal, recordedfuture, otx });
    await connectSource(machine, 'virustotal', { url: virustotal.url, credentials: { apiKey: virustotal.apiKey } });
    const { url, apiToken } = recordedfuture;
    await connectSource(machine, 'recordedfuture', { url, credentials: { apiToken } });
    await connectSource(machine, 'otx', { url: otx.url, credentials: { apiKey: otx.apiKey } });
  });
  beforeEach(() => {
    for (const source of Object.values(sources) as Sources[keyof Sources][]) {
      source.mode = 'ok';
      source.known = reputations();
      source.requests.length = 0;
    }
  });
  afterAll(() => Promise.all(Object.values(sources).map((source) => source.close())));
  return sources;
}

/** Switches a source's connector on at this address. */
export const connectSource = (
  machine: Machine,
  id: keyof Sources,
  { url, credentials, settings = {} }: { url: string; credentials?: Record<string, string>; settings?: object },
) =>
  putConnector({
    ctx: adminCtx(machine),
    input: {
      id,
      enabled: true,
      baseUrl: url,
      ...(credentials && { credentials }),
      settings: settings as Record<string, unknown>,
    },
  });
