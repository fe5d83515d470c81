import { AUTOMATIONS, type AutomationId, type AutomationParameters } from './automations.ts';
import type { EventName } from './events.ts';
import { readGenericBody } from './generic.ts';
import { type EventFacts, genericFacts, wizFacts } from './intake-facts.ts';
import type { MappedCase } from './mapping.ts';
import { GENERIC_MAPPING } from './mappings/generic.ts';
import { WIZ_MAPPING } from './mappings/wiz.ts';
import type { IntakeVendor } from './vendors.ts';
import { readWizBody } from './wiz.ts';

/** The events with which a stored delivery goes to its workflow. */
export type IntakeEvent = Extract<EventName, `${string}.received`>;

/** The automations that one of those events starts. */
export type IntakeAutomation = {
  [Id in AutomationId]: (typeof AUTOMATIONS)[Id]['triggers'][number]['event'] extends IntakeEvent ? Id : never;
}[AutomationId];

/** What intake can say of a body before any mapping. A null key: it names no object, and stands for itself. */
export type BodyReading = { ok: true; objectKey: string | null } | { ok: false; reason: string };

export interface IntakeSource {
  event: IntakeEvent;
  /** The workflow that hears of it. */
  automation: IntakeAutomation;
  /** Recognises the vendor's bodies and the object that one is about. */
  read(body: unknown): BodyReading;
  /** The shipped JSONata that makes a case of a body. */
  mapping: string;
  /** What the event brings to the decision over it, by the workflow's parameters as they are stored. */
  facts(mapped: MappedCase, parameters: unknown): EventFacts;
}

function source<Id extends IntakeAutomation>({
  automation,
  facts,
  ...rest
}: Omit<IntakeSource, 'event' | 'automation' | 'facts'> & {
  automation: Id;
  event: (typeof AUTOMATIONS)[Id]['triggers'][number]['event'] & IntakeEvent;
  facts(mapped: MappedCase, parameters: AutomationParameters<Id>): EventFacts;
}): IntakeSource {
  const { parameters: schema } = AUTOMATIONS[automation];
  return {
    ...rest,
    automation,
    facts: (mapped, parameters) => facts(mapped, schema.parse(parameters) as AutomationParameters<Id>),
  };
}

/** How each vendor's events become cases. */
export const INTAKE: Record<IntakeVendor, IntakeSource> = {
  wiz: source({
    event: 'wiz/issue.received',
    automation: 'wiz-incident',
    read(body) {
      const reading = readWizBody(body);
      return reading.ok ? { ok: true, objectKey: reading.object.objectKey } : reading;
    },
    mapping: WIZ_MAPPING,
    facts: wizFacts,
  }),
  generic: source({
    event: 'generic/alert.received',
    automation: 'generic-alert',
    read: readGenericBody,
    mapping: GENERIC_MAPPING,
    facts: genericFacts,
  }),
};
