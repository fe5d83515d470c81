import type { AutomationId } from '#lib/domain/automations.ts';
import { type Checked, type CheckRequest, MOST_CHECKED, whoSpoke } from '#lib/domain/enrichment/check.ts';
import type { Job } from './automation.ts';
import { checkObservables } from './check-observables.ts';

/** No source may take so long: what they have not said by then is not waited for. */
const PATIENCE = '15m';

/**
 * Has the sources asked about observables by check-observables, and answers who spoke, as a sentence. That run failing is an answer too:
 * what is known from before still counts.
 */
export async function askSources<Id extends AutomationId>(
  { event, tools }: Pick<Job<Id>, 'event' | 'tools'>,
  { caseKey, observableIds, reason }: { caseKey: string | null; observableIds: readonly string[]; reason: string },
): Promise<Pick<Checked, 'incomplete'> & { asked: number; malicious: number; spoke: string }> {
  const verdicts: Checked['verdicts'] = [];
  let incomplete = false;
  for (let at = 0; at < observableIds.length; at += MOST_CHECKED) {
    const data: CheckRequest = {
      ...(caseKey !== null && { caseKey }),
      observableIds: observableIds.slice(at, at + MOST_CHECKED),
      reason,
      cause: [...event.data.cause, event.id],
    };
    const name = at === 0 ? 'Ask the sources' : `Ask the sources, from ${at + 1}`;
    const checked = await tools
      .invoke(name, { function: checkObservables, data, timeout: PATIENCE })
      .catch((): Checked => ({ checked: 0, verdicts: [], incomplete: true }));
    verdicts.push(...checked.verdicts);
    incomplete ||= checked.incomplete;
  }
  const malicious = verdicts.filter(({ verdict }) => verdict === 'malicious').length;
  return { asked: verdicts.length, malicious, incomplete, spoke: whoSpoke(verdicts) };
}
