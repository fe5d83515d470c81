import type { TimelineKind } from '#lib/db/schema/index.ts';
import type { ActorKind, ActorRef } from '#lib/domain/actor.ts';
import { refOf, SYSTEM } from '#lib/domain/actor.ts';

/** A line of a case's timeline, as the product would have written it. */
export interface SeedEntry {
  at: Date;
  kind: TimelineKind;
  by: ActorRef & { kind: ActorKind };
  summary: string;
  detail: Record<string, unknown>;
}

/** Frozen, as all that stands in very many rows. */
export const CLOCK = Object.freeze(refOf(SYSTEM));
export const INTAKE: ActorRef = Object.freeze({ kind: 'automation', id: 'intake', name: 'Intake' });
export const ROUTING: ActorRef = Object.freeze({
  kind: 'automation',
  id: 'route-by-severity',
  name: 'Route by severity',
});
