import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { CaseEventView, CaseObservableView, CaseView, TimelineItem } from './case.ts';
import { Moment } from './common.ts';

/** A whole case for another system or for the file: its tasks and timers stand in `case`. Lists are oldest first. */
export const CaseExport = z.object({
  format: z.literal('watchfloor-case/1'),
  exportedAt: Moment,
  exportedBy: ActorRef,
  case: CaseView,
  timeline: z.array(TimelineItem),
  observables: z.array(CaseObservableView),
  events: z.array(CaseEventView),
  /** False: the case is larger than an export; the oldest of each list is left out. */
  complete: z.boolean(),
});
export type CaseExport = z.infer<typeof CaseExport>;
