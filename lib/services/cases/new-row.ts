import { getTableColumns } from 'drizzle-orm';
import type { z } from 'zod';
import type { Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import { type Case, cases, type Member } from '../../db/schema/index.ts';
import { run } from '../../db/transaction.ts';
import { refOf } from '../../domain/actor.ts';
import type { CaseInput } from '../../domain/case.ts';
import { rankOf } from '../../domain/severity.ts';
import { type Ctx, jsonbText } from '../kernel/index.ts';
import { TRIAGE_QUEUE } from './queues.ts';

/** A case as it opens, before it has its number. */
export type NewCase = Omit<Case, 'number'>;

interface Begun {
  owner: Pick<Member, 'id'> | null;
  event: { receivedAt: Date } | undefined;
  /** As they are to be stored, both those that a vendor reported and those that the caller named. */
  observables: readonly { type: string; value: string }[];
}

/** The row of a case that opens now, with its counts; runbook and lead timer follow from it. */
export function newRow(
  { actor, now }: Pick<Ctx, 'actor' | 'now'>,
  fields: z.output<typeof CaseInput>,
  { owner, event, observables }: Begun,
): NewCase {
  return {
    id: newId(),
    title: fields.title,
    description: fields.description ?? '',
    severity: fields.severity,
    severityRank: rankOf(fields.severity),
    state: 'new',
    stage: 'new',
    category: fields.category ?? 'Other',
    source: fields.source ?? (actor.kind === 'api_key' ? 'api' : 'manual'),
    store: fields.store ?? null,
    assigneeId: owner?.id ?? null,
    queue: owner ? null : TRIAGE_QUEUE,
    collaborators: [],
    watchers: [],
    subjectMemberId: null,
    mergedIntoId: null,
    tags: fields.tags ?? [],
    customFields: fields.customFields ?? {},
    links: fields.links ?? [],
    techniques: fields.techniques ?? [],
    runbook: null,
    runbookVersion: null,
    phase: null,
    resolutionVerdict: null,
    resolutionSummary: null,
    restricted: fields.restricted ?? false,
    vip: fields.vip ?? false,
    vipUnknown: false,
    tlp: fields.tlp ?? 'AMBER',
    onHoldReason: null,
    wakeAt: null,
    version: 1,
    fieldVersions: {},
    startedAt: event?.receivedAt ?? now,
    leadDueAt: null,
    leadAtRiskAt: null,
    observableCount: new Set(observables.map(({ type, value }) => `${type} ${value}`)).size,
    eventCount: event ? 1 : 0,
    lastEventAt: event?.receivedAt ?? null,
    createdBy: refOf(actor),
    createdAt: now,
    updatedAt: now,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    closedAt: null,
  };
}

const COLUMNS = Object.entries(getTableColumns(cases)).flatMap(([field, { name }]) =>
  field === 'number' ? [] : [{ field: field as keyof NewCase, name }],
);
const NAMES = COLUMNS.map(({ name }) => name).join(', ');
const INSERT = `
  insert into cases (${NAMES}) select ${NAMES} from jsonb_populate_record(null::cases, $1::jsonb) returning number`;

/** Inserts the row; answers the case's number. */
export async function insertRow(tx: Tx, row: NewCase): Promise<number> {
  const named = Object.fromEntries(COLUMNS.map(({ field, name }) => [name, row[field]]));
  const { rows } = await run<{ number: string }>(tx, { name: 'insert case', text: INSERT, values: [jsonbText(named)] });
  return Number(rows[0]!.number);
}
