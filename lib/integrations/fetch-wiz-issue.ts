import { createTokenCache } from '../connectors/oauth.ts';
import { getIssue } from '../connectors/wiz.ts';
import type { CaseFacts } from '../services/cases/add-facts.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import { recordCall } from '../services/connectors/record-call.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { wizConnectionOf } from './wiz-connection.ts';
import { factsOf } from './wiz-facts.ts';

export interface FetchedIssue {
  /** `off`: no API credentials, or the connector is switched off. `unknown`: Wiz does not know it, or does not show it. */
  state: 'off' | 'fetched' | 'unknown';
  facts: CaseFacts | null;
  /** What Wiz could not tell, for people. */
  warnings: string[];
  /** One sentence for the case's timeline. */
  note: string;
}

/** One token for all calls of the process: tokens live for hours, and Wiz limits how often one may be had. */
const tokens = createTokenCache();

/**
 * The whole issue behind a webhook, by Wiz's API. The answer holds no secret and may be a step's result. Throws ConnectorError, whose
 * class says whether another try makes sense.
 */
export async function fetchWizIssue(
  db: Ctx['db'],
  { id, allowedNetworks }: { id: string; allowedNetworks: readonly string[] },
): Promise<FetchedIssue> {
  const set = await readCredentials(db, 'wiz');
  const connection = set.enabled ? wizConnectionOf(set, allowedNetworks) : null;
  if (!connection) {
    const note = 'Wiz’s API was not asked: the connector has no API credentials.';
    return { state: 'off', facts: null, warnings: [], note };
  }
  const say = (error: string | null) => recordCall(db, { id: 'wiz', at: new Date(), error });
  try {
    const { issue, rejects, warnings } = await getIssue(connection, tokens, id);
    await say(null);
    const said = [...warnings, ...rejects.map(({ problem }) => `an issue could not be read (${problem})`)];
    const partly = said.length > 0 ? ` Wiz did not tell all: ${said.join('; ').slice(0, 500)}` : '';
    if (!issue)
      return { state: 'unknown', facts: null, warnings: said, note: `Wiz’s API does not know the issue.${partly}` };
    return {
      state: 'fetched',
      facts: factsOf(issue),
      warnings: said,
      note: `The whole issue was read from Wiz’s API.${partly}`,
    };
  } catch (error) {
    await say(error instanceof Error ? error.message : String(error));
    throw error;
  }
}
