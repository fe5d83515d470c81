import { SourceState } from '#components/deliveries/source-health.tsx';
import { Tag } from '#components/ui/tag.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';

/** How a connector is, in one word: one that sends by what was heard of it, one that is only called by its last call. */
export function ConnectorState({ connector: { enabled, hookPath, health, lastCall } }: { connector: ConnectorView }) {
  if (!enabled) return <Tag dashed>Off</Tag>;
  if (hookPath !== null) return <SourceState health={health} />;
  if (!lastCall) return <Tag>Waiting</Tag>;
  return lastCall.problem ? <Tag tone="critical">Failing</Tag> : <Tag tone="ok">Working</Tag>;
}
