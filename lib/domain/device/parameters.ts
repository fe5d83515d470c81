import { z } from 'zod';
import { AGENT_QUERY } from './agent-query.ts';

const AGENT_FILTER = /^(?!computerName|(?:limit|cursor)=)[A-Za-z][A-Za-z_]{0,63}=[^&=\p{Cc}]{1,200}$/u;

/** What an administrator sets for the enrichment of devices. */
export const EndpointParameters = z.strictObject({
  categories: z
    .array(z.string().trim().min(1).max(100))
    .max(100)
    .default([])
    .describe('Only cases of these categories, unless somebody asks. Empty: every category.'),
  waitSeconds: z
    .number()
    .int()
    .min(1)
    .max(600)
    .default(2)
    .describe('Seconds in which more observables may come: one look for all of them.'),
  freshMinutes: z
    .number()
    .int()
    .min(0)
    .max(10_080)
    .default(60)
    .describe('Minutes for which an answer is as good as a new one, unless somebody presses the button.'),
  agentFilters: z
    .array(z.string().trim().regex(AGENT_FILTER, 'Write a parameter of the list of agents, such as siteIds=2.'))
    .max(20)
    .default([])
    .describe(
      'Parameters with which SentinelOne is asked, beside the name, such as siteIds=2 or isDecommissioned=false.',
    ),
  agentQuery: z
    .string()
    .trim()
    .min(1)
    .max(10_000)
    .default(AGENT_QUERY)
    .describe('The JSON query (JSONata) that takes the key facts out of SentinelOne’s answer.'),
});

/** `['siteIds=2']` as query parameters; of one that is named twice all values count. */
export function agentFiltersOf(filters: readonly string[]): Record<string, string> {
  const named: Record<string, string> = {};
  for (const filter of filters) {
    const at = filter.indexOf('=');
    const [name, value] = [filter.slice(0, at), filter.slice(at + 1)];
    named[name] = named[name] === undefined ? value : `${named[name]},${value}`;
  }
  return named;
}
