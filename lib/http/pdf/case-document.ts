import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { isOpen } from '../../domain/case-state.ts';
import type { CaseExport } from '../../domain/views/case-export.ts';
import { filesTable, observablesTable } from './evidence.ts';
import { breakable, type Clock, clockOf, LINE, named, portionsOf, QUIET, shortened, table } from './parts.ts';
import { printable } from './printable.ts';
import type { PdfDocument } from './render.ts';

/** What a reader of paper goes through; the JSON export has the rest. */
const MOST = { timeline: 500, observables: 500, events: 200, files: 200 };
/** Of a custom field's text. */
const MOST_OF_FACT = 2_000;
/** Of all timeline entries together, the newest first; of those before them, each its beginning. Laying out a page takes up to 0.1 s. */
const MOST_TOLD = { together: 150_000, each: 200 };
const ACCENT = '#0b7285';

/** A case on paper, in the reader's zone (an IANA name). Pure: what it prints is in `data`. */
export function caseDocument(data: CaseExport, zone: string): PdfDocument {
  const { case: of } = data;
  const made = clockOf(zone)(data.exportedAt);
  return {
    pages: pagesOf(data, zone),
    mark: [of.restricted ? 'Restricted' : '', `TLP:${of.tlp}`].filter(Boolean).join(' · '),
    foot: printable(`${of.key} · by ${data.exportedBy.name}, ${made}`),
  };
}

function pagesOf(data: CaseExport, zone: string): TDocumentDefinitions {
  const { case: of } = data;
  const at = clockOf(zone);
  const cut = (['timeline', 'observables', 'events', 'files'] as const).filter(
    (list) => data[list].length > MOST[list],
  );
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
      { text: breakable(of.title, 40), style: 'title', margin: [0, 2, 0, 8] },
      facts(data, at),
      ...section('Description', of.description ? [prose(of.description)] : []),
      ...section(
        'Resolution',
        of.resolution ? [{ text: named(of.resolution.verdict), bold: true }, prose(of.resolution.summary)] : [],
      ),
      ...section('Timers', timers(data, at)),
      ...section('Tasks', tasks(data, at)),
      ...section('Observables', observablesTable(data.observables.slice(0, MOST.observables), at)),
      ...section('Files', filesTable(data.files.slice(-MOST.files), at)),
      ...section('Attack timeline', events(data, at)),
      ...section('Timeline', timeline(data, at)),
      ...(cut.length > 0 || !data.complete
        ? [note('Only the newest entries are printed. The JSON export has more of them.')]
        : []),
      note(`Times are those of ${zone}. Signs that the font lacks are written as their code points.`),
    ],
  };
}

const prose = (text: string): Content => ({ text: breakable(shortened(text), 80), margin: [0, 0, 0, 4] });
const note = (text: string): Content => ({ text, style: 'quiet', margin: [0, 10, 0, 0] });

/** A heading that stays with what follows; nothing for an empty section. */
function section(title: string, content: Content[]): Content[] {
  const [first, ...rest] = content;
  if (first === undefined) return [];
  return [{ stack: [{ text: title, style: 'heading' }], headlineLevel: 1 }, first, ...rest];
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
        .map(([name, value]) => [
          { text: breakable(name, 16), color: QUIET },
          { text: breakable(shortened(value, MOST_OF_FACT), 64) },
        ]),
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
    { wholeRows: true },
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
  const shown = data.timeline.slice(-MOST.timeline);
  const told = toldOf(shown.map(saidBy));
  return table(
    [100, 90, '*'],
    ['Time', 'Who', 'What'],
    shown.flatMap((one, entry) =>
      portionsOf(breakable(told[entry]!)).map((portion, index) =>
        index === 0 ? [at(one.at), one.actor.name, portion] : ['', '', portion],
      ),
    ),
    { wholeRows: true },
  );
}

/** What is printed of the entries' texts, the oldest first. */
function toldOf(texts: string[]): string[] {
  let left = MOST_TOLD.together;
  return texts
    .toReversed()
    .map((text) => {
      const told = shortened(text, left > 0 ? undefined : MOST_TOLD.each);
      left -= told.length + LINE * told.split('\n').length;
      return told;
    })
    .toReversed();
}

function saidBy({ kind, summary, detail }: CaseExport['timeline'][number]): string {
  const body = typeof detail.body === 'string' ? detail.body : null;
  const why = kind === 'state' ? (detail.summary ?? detail.reason) : null;
  const more = body ?? (typeof why === 'string' ? why : null);
  return kind === 'comment' ? (more ?? '') : [summary, more].filter(Boolean).join('\n');
}
