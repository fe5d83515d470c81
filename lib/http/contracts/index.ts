import type { Contract } from '../contract.ts';
import * as allowList from './allow-list.ts';
import * as automations from './automations.ts';
import * as cases from './cases.ts';
import * as connectors from './connectors.ts';
import * as deliveries from './deliveries.ts';
import * as mappings from './mappings.ts';
import * as me from './me.ts';
import * as members from './members.ts';
import * as observables from './observables.ts';
import * as runs from './runs.ts';

const MODULES = [me, cases, observables, allowList, runs, automations, deliveries, connectors, mappings, members];

/** Every operation below /api/v1 with its id, the name of its contract. */
export const OPERATIONS: readonly { id: string; contract: Contract }[] = MODULES.flatMap((module) =>
  Object.entries(module).map(([id, contract]) => ({ id, contract: contract as Contract })),
);
