import type { z } from 'zod';
import type { EventName } from '../events.ts';
import type { IntelVendor } from '../intel/vendors.ts';

export interface Trigger {
  event: EventName;
  /** For quick actions: only a press of this one. */
  action?: string;
  /** For assignments: only to one of this kind. */
  owner?: 'user' | 'ai';
  /** For a vendor's alerts: only of this one. */
  vendor?: IntelVendor;
}

export interface AutomationDefinition<
  T extends readonly Trigger[] = readonly Trigger[],
  P extends z.ZodObject = z.ZodObject,
> {
  title: string;
  description: string;
  triggers: T;
  /** A cron line with its zone, for what the calendar starts instead of an event. */
  schedule?: string;
  /** Other automations run it, and nothing else does. */
  nested?: true;
  /** Names of the parameters that are JSONata: one that cannot be read is refused. */
  expressions?: readonly string[];
  /** Every parameter has a default, so `parameters.parse({})` gives the shipped ones. */
  parameters: P;
  /** What an earlier version stored, by the names of this one. */
  upgrade?: (stored: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

/** Keeps a definition's own types, which the catalogue's are made of. */
export const define = <const T extends readonly Trigger[], P extends z.ZodObject>(
  definition: AutomationDefinition<T, P>,
) => definition;
