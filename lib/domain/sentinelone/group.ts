import type { IntakeGroup } from '../intake-group.ts';
import { groupBy } from '../intake-grouping.ts';
import { isRecord } from '../record.ts';
import { threatOf } from './body.ts';

export interface ThreatGrouping {
  groupByStoryline: boolean;
  groupByHost: boolean;
  /** Of grouping by host. */
  windowMinutes: number;
}

/**
 * The group that a threat belongs to: that of its storyline, with which SentinelOne ties what one process led to, else that of its agent,
 * or where no agent is named its host, within a window. Null: the threat stands for itself.
 */
export function groupOfThreat(
  body: unknown,
  { groupByStoryline, groupByHost, windowMinutes }: ThreatGrouping,
): IntakeGroup | null {
  const found = threatOf(body);
  if (!found) return null;
  const { threat, info } = found;
  const agents = [threat.agentRealtimeInfo, threat.agentDetectionInfo, threat].filter(isRecord);
  const told = (name: string) => agents.map((agent) => text(agent[name])).find((value) => value !== null) ?? null;
  const storyline = text(info.storyline) ?? text(threat.storyline);
  const name = told('agentComputerName') ?? told('computerName');
  return groupBy(
    { tie: storyline && `storyline/${storyline}`, host: told('agentId') ?? name?.toLowerCase() ?? null },
    { byTie: groupByStoryline, byHost: groupByHost, windowMinutes },
  );
}

function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
