import { techniqueOf } from '#lib/domain/attack.ts';
import { isOpen } from '#lib/domain/case-state.ts';
import { atLeast } from '#lib/domain/severity.ts';
import type { CaseObservableView, CaseView } from '#lib/domain/views/case.ts';
import type { CommandFindings } from '#lib/domain/views/command-findings.ts';
import { leadOf, timerLook } from '../sla/timer-look.ts';
import { formatDuration } from '../ui/duration.ts';
import { sentence, severityName, stateName, verdictName } from '../ui/names.ts';
import type { Tone } from '../ui/tone.ts';
import { firstSentence } from './plain-text.ts';

/** A piece of a line; `mono` for indicators. */
export interface SummaryPart {
  text: string;
  tone?: Tone;
  mono?: boolean;
}
export type SummaryRow = 'What' | 'Who' | 'How bad' | 'Done' | 'Next';

type Fetched = readonly CaseObservableView[] | null;

/**
 * A case in five lines, derived from its facts alone. `observables` are those that were fetched so far, null before the first of them: what
 * nobody has looked at yet is not said to be harmless.
 */
export function summarize(view: CaseView, observables: Fetched, now: number): Record<SummaryRow, SummaryPart[]> {
  return {
    What: [{ text: firstSentence(view.description) || view.title }],
    Who: who(view, observables),
    'How bad': howBad(view, observables, now),
    Done: done(view),
    Next: [{ text: next(view) }],
  };
}

const SUBJECT_TYPES = new Set(['user', 'email', 'device', 'hostname', 'cloud_resource']);
const SUBJECT_ROLES = new Set(['victim', 'own']);
/** Custom fields that name what is hit, by the words in their names. */
const SUBJECT_FIELD = /resource|host|device|user|account|subscription/i;
const MOST = 3;

function who(view: CaseView, observables: Fetched): SummaryPart[] {
  const parts: SummaryPart[] = (observables ?? [])
    .filter((one) => SUBJECT_ROLES.has(one.role) && SUBJECT_TYPES.has(one.type))
    .slice(0, MOST)
    .map((one) => ({ text: one.type === 'email' || one.type === 'user' ? one.value : one.defanged, mono: true }));
  if (observables === null && view.observableCount > 0) parts.push({ text: '…', tone: 'plain' });
  if (parts.length === 0) {
    for (const [name, value] of Object.entries(view.customFields)) {
      if (SUBJECT_FIELD.test(name) && typeof value === 'string' && value && parts.length < MOST) {
        parts.push({ text: `${sentence(name)} ${value}` });
      }
    }
  }
  if (view.store) parts.push({ text: view.store });
  if (view.vip) parts.push({ text: 'VIP', tone: 'critical' });
  return parts.length > 0 ? parts : [{ text: 'Nobody is named yet', tone: 'plain' }];
}

function howBad(view: CaseView, observables: Fetched, now: number): SummaryPart[] {
  const malicious = (observables ?? []).filter((one) => one.verdict === 'malicious' && one.role === 'implicated');
  const parts: SummaryPart[] = [];
  const [worst] = malicious;
  if (worst) {
    const others = malicious.length > 1 ? ` and ${malicious.length - 1} more` : '';
    parts.push({ text: `${worst.defanged} malicious${others}`, tone: 'critical', mono: true });
  }
  if (view.commandLines) parts.push(...badCommands(view.commandLines));
  const tone = atLeast(view.severity, 'high') ? (view.severity === 'critical' ? 'critical' : 'high') : undefined;
  parts.push({ text: `${severityName(view.severity)} severity`, ...(tone ? { tone } : {}) });
  if (view.techniques.length > 0) parts.push({ text: `${plural(view.techniques.length, 'ATT&CK technique')}` });
  if (!worst && observables?.length) {
    const all = observables.length >= view.observableCount;
    const looked = all ? plural(view.observableCount, 'observable') : `the first ${observables.length} observables`;
    parts.push({ text: `none of ${looked} known as malicious` });
  }
  if (view.commandLines) parts.push(...otherCommands(view.commandLines));
  const lead = isOpen(view.stage) ? leadOf(view.sla) : undefined;
  if (lead) {
    const look = timerLook(lead, now);
    // A timer that somebody named keeps its name.
    const name = lead.metric === 'custom' ? lead.name : lead.name.toLowerCase();
    if (look.tone === 'critical') parts.push({ text: `${name} ${look.long}`, tone: 'critical' });
  }
  return parts;
}

/** What the command lines of its alerts do: the worst of it with where it ran and what it is called. */
function badCommands({ malicious, suspicious, techniques, hosts }: CommandFindings): SummaryPart[] {
  const place = hosts.length > 0 ? ` on ${listed(hosts)}` : '';
  const names = listed(techniques.map((id) => techniqueOf(id)?.name ?? id));
  const told: SummaryPart[] = names ? [{ text: names }] : [];
  const suspect = plural(suspicious, 'suspicious command line');
  if (malicious > 0) {
    const worst: SummaryPart = { text: `${plural(malicious, 'malicious command line')}${place}`, tone: 'critical' };
    return [worst, ...told, ...(suspicious > 0 ? [{ text: suspect, tone: 'high' } as const] : [])];
  }
  return suspicious > 0 ? [{ text: `${suspect}${place}`, tone: 'high' }, ...told] : [];
}

/** What is not bad, and what nobody has looked at: it is not said to be harmless. */
function otherCommands({ malicious, suspicious, looked, unlooked, unread, more }: CommandFindings): SummaryPart[] {
  const parts: SummaryPart[] = [];
  if (looked > 0 && malicious + suspicious === 0)
    parts.push({ text: `none of ${plural(looked, 'analysed command line')} known as malicious` });
  if (unlooked > 0) parts.push({ text: `${plural(unlooked, 'command line')} not analysed yet` });
  if (unread > 0) parts.push({ text: `command lines of ${plural(unread, 'alert')} not read yet` });
  if (more) parts.push({ text: 'command lines of the newest alerts alone are counted' });
  return parts;
}

/** The first of them, each once, and how many there are beside these. */
function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const rest = distinct.length - MOST;
  return `${distinct.slice(0, MOST).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function done(view: CaseView): SummaryPart[] {
  const parts: SummaryPart[] = [];
  if (view.resolution)
    parts.push({ text: `Resolved as ${verdictName(view.resolution.verdict).toLowerCase()}`, tone: 'ok' });
  if (view.acknowledgedAt) {
    // As its timer counts: from the vendor's delivery, which is older than the case.
    const begun = view.sla.find(({ metric }) => metric === 'acknowledge')?.startedAt ?? view.createdAt;
    const after = formatDuration((Date.parse(view.acknowledgedAt) - Date.parse(begun)) / 1000);
    parts.push({ text: `acknowledged after ${after}` });
  }
  if (view.assignee) parts.push({ text: `with ${view.assignee.name}` });
  const tasks = view.tasks.filter((task) => task.doneAt !== null).length;
  if (tasks > 0) parts.push({ text: `${tasks} of ${plural(view.tasks.length, 'task')} done` });
  if (view.eventCount > 1) parts.push({ text: `${view.eventCount} events gathered` });
  const [first] = parts;
  if (!first) return [{ text: 'Nothing yet', tone: 'plain' }];
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...parts.slice(1)];
}

function next(view: CaseView): string {
  if (view.stage === 'closed') return 'Nothing: the case is closed';
  if (view.stage === 'resolved') return 'Review it, then close';
  if (!view.assignee) return view.group ? `Somebody of ${view.group} takes it` : 'Somebody takes it';
  if (view.hold) return `Waits: ${view.hold.reason}`;
  const phase = view.runbook?.phases.find((one) => one.key === view.runbook?.phase);
  const open = view.tasks.filter((task) => task.phase === phase?.key && task.doneAt === null);
  const task = open.find((one) => one.mandatory) ?? open[0];
  if (task) return task.title;
  const advance = view.actions.find((action) => action.id === 'advance-runbook');
  if (advance && advance.refused === null) return advance.effect;
  return view.state === 'in_progress' ? 'Write the summary and resolve' : `Move it on from ${stateName(view.state)}`;
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
