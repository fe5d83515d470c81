import type { IntakeGroup } from '../intake-group.ts';
import { groupBy } from '../intake-grouping.ts';
import type { FalconAlert } from './alert.ts';

export interface FalconGrouping {
  groupByAggregate: boolean;
  groupByHost: boolean;
  /** Of grouping by host. */
  windowMinutes: number;
}

type Grouped = Pick<FalconAlert, 'aggregate_id' | 'agent_id' | 'device'>;

/**
 * The group that an alert belongs to: that of its `aggregate_id`, with which Falcon ties what happened in one process tree, else that of
 * its host within a window. Null: the alert stands for itself.
 */
export function groupOfAlert(
  alert: Grouped,
  { groupByAggregate, groupByHost, windowMinutes }: FalconGrouping,
): IntakeGroup | null {
  const { aggregate_id, agent_id, device } = alert;
  return groupBy(
    {
      tie: aggregate_id === null ? null : `aggregate/${aggregate_id}`,
      host: device?.device_id ?? agent_id ?? device?.hostname?.toLowerCase() ?? null,
    },
    { byTie: groupByAggregate, byHost: groupByHost, windowMinutes },
  );
}
