import { AUTOMATIONS, type AutomationId, type AutomationParameters } from './automations.ts';
import type { EventData, EventName } from './events.ts';
import { readGenericBody } from './generic.ts';
import { type EventFacts, genericFacts, wizFacts } from './intake-facts.ts';
import type { MappedCase } from './mapping.ts';
import { GENERIC_MAPPING } from './mappings/generic.ts';
import { WIZ_MAPPING } from './mappings/wiz.ts';
import { readOneOktaEvent } from './okta/delivered.ts';
import type { IntakeVendor } from './vendors.ts';
import { readWizBody } from './wiz.ts';

/** The events with which a stored delivery goes to its workflow. */
export type IntakeEvent = {
  [N in EventName]: EventData<N> extends { deliveryId: string; objectKey: string } ? N : never;
}[EventName];

/** The automations that one of those events starts. */
export type IntakeAutomation = {
  [Id in AutomationId]: (typeof AUTOMATIONS)[Id]['triggers'][number]['event'] extends IntakeEvent ? Id : never;
}[AutomationId];

/** What intake can say of a body before any mapping. A null key: it names no object, and stands for itself. */
export type BodyReading =
  | {
      ok: true;
      objectKey: string | null;
      /** The key names one event, not a thing that events are about: whatever bears it again is a duplicate, however it is written. */
      once?: true;
    }
  | { ok: false; reason: string };

interface Source {
  event: IntakeEvent;
  /** The workflow that hears of it. */
  automation: IntakeAutomation;
  /** Recognises the vendor's bodies and the object that one is about. */
  read(body: unknown): BodyReading;
}

/** A vendor whose bodies have one form that we know: code makes a case of them, and there is no mapping to edit. */
export interface FixedSource extends Source {
  mapping: null;
}

export interface MappedSource extends Source {
  /** The shipped JSONata that makes a case of a body. */
  mapping: string;
  /** What the event brings to the decision over it, by the workflow's parameters as they are stored. */
  facts(mapped: MappedCase, parameters: unknown): EventFacts;
}

export type IntakeSource = MappedSource | FixedSource;

function source<Id extends IntakeAutomation>({
  automation,
  facts,
  ...rest
}: Omit<MappedSource, 'event' | 'automation' | 'facts'> & {
  automation: Id;
  event: (typeof AUTOMATIONS)[Id]['triggers'][number]['event'] & IntakeEvent;
  facts(mapped: MappedCase, parameters: AutomationParameters<Id>): EventFacts;
}): MappedSource {
  const { parameters: schema } = AUTOMATIONS[automation];
  return {
    ...rest,
    automation,
    facts: (mapped, parameters) => facts(mapped, schema.parse(parameters) as AutomationParameters<Id>),
  };
}

/** How each vendor's events become cases. */
export const INTAKE = {
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
  okta: {
    event: 'okta/event.received',
    automation: 'okta-suspicious-activity',
    read(body) {
      const reading = readOneOktaEvent(body);
      return reading.ok ? { ok: true, objectKey: reading.event.uuid, once: true } : reading;
    },
    mapping: null,
  },
  generic: source({
    event: 'generic/alert.received',
    automation: 'generic-alert',
    read: readGenericBody,
    mapping: GENERIC_MAPPING,
    facts: genericFacts,
  }),
} satisfies Record<IntakeVendor, IntakeSource>;
