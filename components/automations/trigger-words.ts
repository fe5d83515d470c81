import { QUICK_ACTIONS } from '#lib/domain/quick-actions.ts';
import type { AutomationView } from '#lib/domain/views/run.ts';

type Trigger = AutomationView['triggers'][number];

/** What starts an automation, as the end of a sentence that begins with “When”. */
const WORDS: Record<string, string> = {
  'wiz/issue.received': 'Wiz sends an issue or a detection',
  'crowdstrike/alert.received': 'CrowdStrike tells of an alert, or of a change of one',
  'sentinelone/threat.received': 'SentinelOne sends a threat',
  'okta/event.received': 'Okta sends an event',
  'generic/alert.received': 'a named source sends an alert',
  'access/requested': 'somebody asks for administrator rights',
  'access/answered': 'a question about such a request is answered',
  'access/escalated': 'a request for rights waits for too long',
  'access/decided': 'a request for rights is approved or denied',
  'access/revoking': 'a right is taken back before its time',
  'access/granted': 'a right is granted',
  'access/late': 'a right is not taken back in time',
  'access/ended': 'a request for rights is over',
  'slack/interaction.received': 'somebody decides in Slack',
  'case/created': 'a case is opened',
  'case/updated': 'a field of a case changes',
  'case/state.changed': 'a case moves to another state',
  'case/reopened': 'a resolved or closed case is opened again',
  'case/severity.changed': 'a case gets a severity, or another one',
  'case/assigned': 'a case is given to somebody',
  'case/observable.added': 'an observable is put on a case',
  'case/comment.added': 'somebody comments on a case',
  'case/merged': 'a case is merged into another one',
  'case/unmerged': 'a merge of cases is undone',
  'observable/verdict.changed': 'the verdict of an observable of a case changes',
  'case/vip.unknown': 'Okta cannot be asked whether a case is about a VIP',
  'observable/enrichment.requested': 'somebody asks the sources about an observable',
  'case/alerts.unread': 'new alerts have come to a case, and some quiet after them',
  'case/intel.due': 'an open case has alerts that were not analysed yet',
  'health/check.requested': 'its schedule says so, or somebody asks for it',
  'case/sla.at_risk': 'a timer of a case comes at risk',
  'case/sla.breached': 'a timer of a case runs out',
  'notice/created': 'somebody has to be told of something',
};

/** “When Wiz sends an issue or a detection”; an event without words of its own is named as it is. */
export function triggerWords(trigger: Trigger): string {
  if (trigger.event === 'case/quick_action.pressed') {
    const action = QUICK_ACTIONS.find(({ id }) => id === trigger.action);
    return action
      ? `When the button “${action.title}” is pressed on a case`
      : 'When a quick action is pressed on a case';
  }
  if (trigger.owner === 'ai') return 'When a case is given to Scout';
  return `When ${WORDS[trigger.event] ?? `${trigger.event} happens`}`;
}
