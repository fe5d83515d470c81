import { agentFiltersOf } from '../../domain/device/parameters.ts';
import { isListed } from '../../domain/intake.ts';
import { settingsOf } from '../automations/settings-of.ts';
import { findCase } from '../cases/fetch.ts';
import { readCaseDevices } from '../devices/for-case.ts';
import type { Named } from '../devices/known.ts';
import type { Ctx } from '../kernel/index.ts';
import { lastReceipt, readDevices } from './tools/read-devices.ts';

export interface DevicesToAsk {
  devices: Named[];
  /** What was answered before that says nothing of the case: ISO 8601. */
  since: string;
  /** How SentinelOne is asked in this house. */
  agents: { filters: Record<string, string>; query: string };
}

/**
 * The devices of a case of which a source has said nothing since the last alert came; none where the house has such
 * devices looked up by nobody, or where there are too many to look at. Errors: `not_found`.
 */
export async function readDevicesToAsk({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<DevicesToAsk> {
  const { devices } = await readCaseDevices({ ctx, input });
  const of = await findCase(ctx.db, ctx, input.key);
  const { enabled, parameters } = await settingsOf(ctx.db, 'enrich-endpoint');
  const { more, unknown } = await readDevices(ctx, of);
  const { agentFilters, agentQuery, categories } = parameters;
  const looksUp = enabled && (categories.length === 0 || isListed(of.category, categories));
  return {
    devices: looksUp && !more && unknown !== null ? devices : [],
    since: (await lastReceipt(ctx.db, of)).toISOString(),
    agents: { filters: agentFiltersOf(agentFilters), query: agentQuery },
  };
}
