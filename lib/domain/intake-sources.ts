import { AUTOMATIONS, type AutomationId, type AutomationParameters } from './automations.ts';
import { falconVersion, readFalconBody } from './crowdstrike/body.ts';
import { groupOfAlert } from './crowdstrike/group.ts';
import { assigneesOfAll, isSameState, statusOfAll } from './crowdstrike/states.ts';
import type { EventData, EventName } from './events.ts';
import type { BodyKnowledge } from './found-observables.ts';
import { readGenericBody } from './generic.ts';
import { type EventFacts, falconFacts, genericFacts, threatFacts, wizFacts } from './intake-facts.ts';
import type { IntakeGroup } from './intake-group.ts';
import type { MappedCase } from './mapping.ts';
import { CROWDSTRIKE_MAPPING } from './mappings/crowdstrike.ts';
import { GENERIC_MAPPING } from './mappings/generic.ts';
import { SENTINELONE_MAPPING } from './mappings/sentinelone.ts';
import { WIZ_MAPPING } from './mappings/wiz.ts';
import { readOneOktaEvent } from './okta/delivered.ts';
import { readThreatBody } from './sentinelone/body.ts';
import { groupOfThreat } from './sentinelone/group.ts';
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
      /**
       * Tells one state of the object from another, as an ISO 8601 time: whatever bears it again is a duplicate, however it is written, and
       * what bears an earlier one than the case has heard changes nothing.
       */
      version?: string;
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

export interface MappedSource extends Source, BodyKnowledge {
  /** The shipped JSONata that makes a case of a body. */
  mapping: string;
  /** What the event brings to the decision over it, by the workflow's parameters as they are stored. */
  facts(mapped: MappedCase, parameters: unknown): EventFacts;
  /** Custom fields that tell of the object as it is now: a later event of the case overwrites them. */
  current?: readonly string[];
  /** What those of these fields say where several objects have their events on a case. */
  together?: Together;
  /**
   * Whether two bodies of an object, one of which names no version, tell of the same state, as far as both say. Without it, the body that
   * names none is a state of its own.
   */
  alike?(body: unknown, other: unknown): boolean;
  /** Several of its objects meet on one case. */
  group?(body: unknown, parameters: unknown): IntakeGroup | null;
}

/** How the states of several objects make one. */
export interface Together {
  /** Where the object may lie within the body. */
  envelope: string;
  /** Custom fields, each by its place in the object; a body that lacks the first of them tells no state. */
  fields: Readonly<Record<string, { path: string; of(values: readonly string[]): string }>>;
}

export type IntakeSource = MappedSource | FixedSource;

function source<Id extends IntakeAutomation>({
  automation,
  facts,
  group,
  ...rest
}: Omit<MappedSource, 'event' | 'automation' | 'facts' | 'group'> & {
  automation: Id;
  event: (typeof AUTOMATIONS)[Id]['triggers'][number]['event'] & IntakeEvent;
  facts(mapped: MappedCase, parameters: AutomationParameters<Id>): EventFacts;
  group?(body: unknown, parameters: AutomationParameters<Id>): IntakeGroup | null;
}): MappedSource {
  const { parameters: schema } = AUTOMATIONS[automation];
  return {
    ...rest,
    automation,
    facts: (mapped, parameters) => facts(mapped, schema.parse(parameters) as AutomationParameters<Id>),
    ...(group && { group: (body, parameters) => group(body, schema.parse(parameters) as AutomationParameters<Id>) }),
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
  crowdstrike: source({
    event: 'crowdstrike/alert.received',
    automation: 'crowdstrike-alert',
    read(body) {
      const reading = readFalconBody(body);
      if (!reading.ok) return reading;
      const version = falconVersion(reading.alert);
      return { ok: true, objectKey: reading.alert.composite_id, ...(version && { version }) };
    },
    mapping: CROWDSTRIKE_MAPPING,
    current: ['falconStatus', 'falconAssignee'],
    together: {
      envelope: 'alert',
      fields: {
        falconStatus: { path: 'status', of: statusOfAll },
        falconAssignee: { path: 'assigned_to_name', of: assigneesOfAll },
      },
    },
    alike: isSameState,
    ignore: /\/(?:[a-z_]*_ids?|id|cid|falcon_host_link)(?:\/|$)/,
    ours: /\/(?:external_ip|local_ip|local_address|connection_ip|default_gateway_ip|(?:connection_)?mac_address)$/,
    inHouse: true,
    facts: falconFacts,
    group(body, parameters) {
      const reading = readFalconBody(body);
      return reading.ok ? groupOfAlert(reading.alert, parameters) : null;
    },
  }),
  sentinelone: source({
    event: 'sentinelone/threat.received',
    automation: 'sentinelone-threat',
    read: readThreatBody,
    mapping: SENTINELONE_MAPPING,
    current: ['sentinelStatus', 'sentinelVerdict', 'sentinelMitigation'],
    ignore: /\/(?:id|uuid|storyline|[a-z]+Id|link)$/,
    ours: /\/(?:agentIp(?:V[46])?|externalIp|lastIpToMgmt|gatewayIp|gatewayMacAddress|networkInterfaces\/\d+\/(?:inet6?(?:\/\d+)?|physical))$/,
    inHouse: true,
    facts: threatFacts,
    group: groupOfThreat,
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
    anySender: true,
    facts: genericFacts,
  }),
} satisfies Record<IntakeVendor, IntakeSource>;
