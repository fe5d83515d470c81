import type { Contract } from '../contract.ts';
import * as access from './access.ts';
import * as allowList from './allow-list.ts';
import * as audit from './audit.ts';
import * as automations from './automations.ts';
import * as bulk from './bulk.ts';
import * as caseWork from './case-work.ts';
import * as cases from './cases.ts';
import * as connectors from './connectors.ts';
import * as deliveries from './deliveries.ts';
import * as evidence from './evidence.ts';
import * as figures from './figures.ts';
import * as handOvers from './hand-overs.ts';
import * as mappings from './mappings.ts';
import * as me from './me.ts';
import * as members from './members.ts';
import * as notices from './notices.ts';
import * as observables from './observables.ts';
import * as runs from './runs.ts';
import * as scout from './scout.ts';
import * as settings from './settings.ts';
import * as sla from './sla.ts';
import * as views from './views.ts';

const MODULES = [
  me,
  cases,
  bulk,
  views,
  caseWork,
  handOvers,
  scout,
  access,
  notices,
  observables,
  evidence,
  allowList,
  runs,
  automations,
  deliveries,
  connectors,
  mappings,
  members,
  settings,
  audit,
  figures,
  sla,
];

/** Every operation below /api/v1 with its id, the name of its contract. */
export const OPERATIONS: readonly { id: string; contract: Contract }[] = MODULES.flatMap((module) =>
  Object.entries(module).map(([id, contract]) => ({ id, contract: contract as Contract })),
);
