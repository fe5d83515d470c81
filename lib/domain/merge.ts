import type { ActorRef } from './actor.ts';
import type { ResolutionVerdict, Stage, State } from './case-state.ts';
import { MAX_ORIGINS, type ObservableRole, strongerRole } from './observables/index.ts';

/** An observable's place on a case, as it is kept to be put back. */
export interface HeldObservable {
  observableId: string;
  role: ObservableRole;
  key: boolean;
  origins: { path: string; deliveryId?: string }[];
  addedBy: ActorRef;
  /** ISO 8601. */
  firstSeen: string;
}

/** Everything that a merge changed, so that undoing it leaves both cases as they were. Times are ISO 8601. */
export interface MergeRecord {
  observables: { source: HeldObservable; survivor: HeldObservable | null }[];
  events: string[];
  files: string[];
  /** Vendor objects that led to the source; `survivor` is what the other case already had of the same one. */
  objects: {
    connectorId: string;
    objectKey: string;
    current: boolean;
    survivor: { current: boolean } | null;
  }[];
  tasks: { id: string; position: number; phase: string }[];
  /** Tasks of the survivor that were ticked because the same one was done on the source. */
  tasksDone: string[];
  /** What the survivor gained, by field. */
  gained: {
    tags: string[];
    techniques: string[];
    links: string[];
    watchers: string[];
    collaborators: string[];
    customFields: string[];
  };
  survivor: { startedAt: string; joinedStart: string; vip: boolean; subjectMemberId: string | null };
  source: {
    state: State;
    stage: Stage;
    queue: string | null;
    resolutionVerdict: ResolutionVerdict | null;
    resolutionSummary: string | null;
    onHoldReason: string | null;
    wakeAt: string | null;
    resolvedAt: string | null;
    closedAt: string | null;
    subjectMemberId: string | null;
  };
}

/** What one observable is to a case that two cases with it became: the stronger role, both origins, the first sight. */
export function joinHeld(survivor: HeldObservable, source: HeldObservable): HeldObservable {
  const known = new Set(survivor.origins.map((origin) => JSON.stringify(sorted(origin))));
  const more = source.origins.filter((origin) => !known.has(JSON.stringify(sorted(origin))));
  return {
    ...survivor,
    role: strongerRole(survivor.role, source.role),
    key: survivor.key || source.key,
    origins: [...survivor.origins, ...more].slice(0, MAX_ORIGINS),
    firstSeen: [survivor.firstSeen, source.firstSeen].sort()[0]!,
  };
}

/** True where nothing that a person or a vendor would notice differs. */
export function sameHeld(a: HeldObservable, b: HeldObservable): boolean {
  const facts = ({ role, key, origins, firstSeen }: HeldObservable) =>
    JSON.stringify([role, key, origins.map(sorted), new Date(firstSeen).getTime()]);
  return facts(a) === facts(b);
}

/** jsonb keeps no order of keys. */
const sorted = ({ path, deliveryId }: HeldObservable['origins'][number]) => [path, deliveryId ?? null];

/** A case as far as merging asks of it. */
export interface Mergeable {
  key: string;
  open: boolean;
  restricted: boolean;
  subjectMemberId: string | null;
  assigneeId: string | null;
  /** The key of the case that has taken it in. */
  mergedInto: string | null;
}

/** Why `source` cannot be merged into `into`, as one sentence that says what to do; null: it can. */
export function refuseMerge(source: Mergeable, into: Mergeable): string | null {
  if (source.key === into.key) return 'A case cannot be merged into itself.';
  if (source.mergedInto) return `${source.key} was merged into ${source.mergedInto} already.`;
  if (into.mergedInto) return `${into.key} was merged into ${into.mergedInto}: merge into that one.`;
  if (source.open && !into.open)
    return `${into.key} has ended and ${source.key} has not: reopen ${into.key} first, or merge the other way round.`;
  if (source.restricted !== into.restricted)
    return 'One of them is restricted, and a merge would show it to more people: make both restricted first, or neither.';
  const subjects = new Set([source.subjectMemberId, into.subjectMemberId].filter((id) => id !== null));
  if (subjects.size > 1) return 'They are about two different members, each of whom would then see the other’s case.';
  if (into.open && into.assigneeId !== null && subjects.has(into.assigneeId))
    return `The owner of ${into.key} is the subject of ${source.key}: give ${into.key} to somebody else first.`;
  return null;
}
