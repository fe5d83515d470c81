import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { isOpen } from '../../domain/case-state.ts';
import type { CaseExport } from '../../domain/views/case-export.ts';
import { printable } from './printable.ts';
import type { PdfDocument } from './render.ts';

/** What a reader of paper goes through; the JSON export has the rest. */
const MOST = { timeline: 500, observables: 500, events: 200 };
const ACCENT = '#0b7285';
const QUIET = '#5c6670';

/** A case on paper, in the reader's zone (an IANA name). Pure: what it prints is in `data`. */
export function caseDocument(data: CaseExport, zone: string): PdfDocument {
  const { case: of } = data;
  const made = clockOf(zone)(data.exportedAt);
  return {
    pages: pagesOf(data, zone),
    foot: printable(`TLP:${of.tlp} · ${of.key} · by ${data.exportedBy.name}, ${made}`),
  };
}

function pagesOf(data: CaseExport, zone: string): TDocumentDefinitions {
  const { case: of } = data;
  const at = clockOf(zone);
  const cut = (['timeline', 'observables', 'events'] as const).filter((list) => data[list].length > MOST[list]);
  return {
    info: { title: printable(`${of.key} ${of.title}`), creator: 'Watchfloor' },
    pageSize: 'A4',
    pageMargins: [42, 48, 42, 52],
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.25 },
    styles: {
      title: { fontSize: 17, bold: true },
      heading: { fontSize: 11.5, bold: true, color: ACCENT, margin: [0, 14, 0, 5] },
      quiet: { color: QUIET, fontSize: 8.5 },
      mono: { fontSize: 8.5 },
    },
    content: [
      { text: printable(`${of.key} · ${named(of.severity)} · ${named(of.state)}`), style: 'quiet' },
      { text: printable(of.title), style: 'title', margin: [0, 2, 0, 8] },
      facts(data, at),
      ...section('Description', of.description ? [prose(of.description)] : []),
      ...section(
        'Resolution',
        of.resolution ? [{ text: named(of.resolution.verdict), bold: true }, prose(of.resolution.summary)] : [],
      ),
      ...section('Timers', timers(data, at)),
      ...section('Tasks', tasks(data, at)),
      ...section('Observables', observables(data)),
      ...section('Attack timeline', events(data, at)),
      ...section('Timeline', timeline(data, at)),
      ...(cut.length > 0 || !data.complete
        ? [note('Only the newest entries are printed. The JSON export has more of them.')]
        : []),
      note(`Times are those of ${zone}. Signs that the font lacks are written as their code points.`),
    ],
  };
}

type Clock = (moment: string | null) => string;

function clockOf(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  return (moment) => (moment ? format.format(new Date(moment)) : '–');
}

const named = (identifier: string) => {
  const words = identifier.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
const prose = (text: string): Content => ({ text: printable(text), margin: [0, 0, 0, 4] });
const note = (text: string): Content => ({ text, style: 'quiet', margin: [0, 10, 0, 0] });

/** A heading that stays with what follows; nothing for an empty section. */
function section(title: string, content: Content[]): Content[] {
  const [first, ...rest] = content;
  if (first === undefined) return [];
  return [{ stack: [{ text: title, style: 'heading' }], headlineLevel: 1 }, first, ...rest];
}

function table(widths: (string | number)[], head: string[], rows: string[][]): Content[] {
  if (rows.length === 0) return [];
  const cells = (row: string[], bold: boolean): TableCell[] =>
    row.map((text) => ({ text: printable(text), bold, ...(bold ? { color: QUIET, fontSize: 8.5 } : {}) }));
  return [
    {
      table: {
        headerRows: 1,
        widths,
        dontBreakRows: false,
        body: [cells(head, true), ...rows.map((row) => cells(row, false))],
      },
      layout: 'lined',
    },
  ];
}

function facts({ case: of }: CaseExport, at: Clock): Content {
  const rows: [string, string][] = [
    ['Category', of.category],
    ['Source', of.source],
    ['Store', of.store ?? ''],
    ['Assignee', of.assignee?.name ?? (isOpen(of.stage) && of.group ? `Queue ${of.group}` : '')],
    ['Collaborators', of.collaborators.map((one) => one.name).join(', ')],
    ['Opened', `${at(of.createdAt)} by ${of.createdBy.name}`],
    ['Acknowledged', of.acknowledgedAt ? at(of.acknowledgedAt) : ''],
    ['Resolved', of.resolvedAt ? at(of.resolvedAt) : ''],
    ['Closed', of.closedAt ? at(of.closedAt) : ''],
    ['On hold', of.hold ? `${of.hold.reason}, until ${at(of.hold.wakeAt)}` : ''],
    ['MITRE ATT&CK', of.techniques.join(', ')],
    ['Tags', of.tags.join(', ')],
    ['VIP', of.vip ? 'yes' : ''],
    ['Restricted', of.restricted ? 'yes' : ''],
    ['Runbook', of.runbook ? `${of.runbook.name}, ${nameOfPhase(of)}` : ''],
    ...Object.entries(of.customFields).map(([name, value]): [string, string] => [named(name), textOf(value)]),
    ...of.links.map((link): [string, string] => ['Link', `${link.title}: ${link.url}`]),
  ];
  return {
    layout: 'noBorders',
    table: {
      widths: [96, '*'],
      body: rows
        .filter(([, value]) => value)
        .map(([name, value]) => [{ text: printable(name), color: QUIET }, { text: printable(value) }]),
    },
  };
}

const nameOfPhase = ({ runbook }: CaseExport['case']) =>
  runbook?.phases.find((phase) => phase.key === runbook.phase)?.name ?? runbook?.phase ?? '';

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(textOf).join(', ') : value === null || value === undefined ? '' : String(value);

function timers({ case: of }: CaseExport, at: Clock): Content[] {
  return table(
    ['*', 70, 90, 90, 90],
    ['Timer', 'Status', 'Started', 'Due', 'Ended'],
    of.sla.map((timer) => [timer.name, timer.status, at(timer.startedAt), at(timer.dueAt), at(timer.completedAt)]),
  );
}

function tasks({ case: of }: CaseExport, at: Clock): Content[] {
  return table(
    [70, '*', 90, 110],
    ['Phase', 'Task', 'Assignee', 'Done'],
    of.tasks.map((task) => [
      of.runbook?.phases.find((phase) => phase.key === task.phase)?.name ?? named(task.phase),
      task.mandatory ? `${task.title} (mandatory)` : task.title,
      task.assignee?.name ?? '',
      task.doneAt ? `${at(task.doneAt)}${task.doneBy ? `, ${task.doneBy.name}` : ''}` : 'open',
    ]),
  );
}

function observables(data: CaseExport): Content[] {
  return table(
    [70, '*', 60, 70],
    ['Type', 'Value', 'Role', 'Verdict'],
    data.observables
      .slice(0, MOST.observables)
      .map((one) => [named(one.type), breakable(one.defanged), one.role, one.verdict]),
  );
}

function events(data: CaseExport, at: Clock): Content[] {
  return table(
    [100, 70, '*', 90],
    ['Time', 'Vendor', 'Event', 'Techniques'],
    data.events.slice(-MOST.events).map((one) => [at(one.at), one.vendor, one.title, one.techniques.join(', ')]),
  );
}

function timeline(data: CaseExport, at: Clock): Content[] {
  return table(
    [100, 90, '*'],
    ['Time', 'Who', 'What'],
    data.timeline.slice(-MOST.timeline).map((one) => {
      const body = typeof one.detail.body === 'string' ? one.detail.body : null;
      const why = one.kind === 'state' ? (one.detail.summary ?? one.detail.reason) : null;
      const more = body ?? (typeof why === 'string' ? why : null);
      return [
        at(one.at),
        one.actor.name,
        one.kind === 'comment' ? (more ?? '') : [one.summary, more].filter(Boolean).join('\n'),
      ];
    }),
  );
}

/** A long value without a space would run out of its column: it may break after each 48 signs. */
const breakable = (value: string) => value.replace(/\S{48}(?=\S)/gu, '$& ');
