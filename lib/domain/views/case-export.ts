import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { CaseEventView, CaseObservableView, CaseView, TimelineItem } from './case.ts';
import { Moment } from './common.ts';
import { FileView } from './evidence.ts';

/**
 * A whole case for another system or for the file: its tasks and timers stand in `case`, what each source says of an observable, and since
 * when, in its `judgement`. Lists are oldest first.
 */
export const CaseExport = z.object({
  format: z.literal('watchfloor-case/1'),
  exportedAt: Moment,
  exportedBy: ActorRef,
  case: CaseView,
  timeline: z.array(TimelineItem),
  observables: z.array(CaseObservableView),
  events: z.array(CaseEventView),
  /** Its files by name, size and SHA-256, without their bytes. */
  files: z.array(FileView),
  /** False: the case is larger than an export; the oldest of each list is left out. */
  complete: z.boolean(),
});
export type CaseExport = z.infer<typeof CaseExport>;
