'use client';

import { Switch } from '#components/ui/switch.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ConnectorView } from '#lib/domain/views/intake.ts';
import { usePutConnector } from './use-connector.ts';

/** On or off at once. Off, its webhook answers 401 and nothing is asked of the vendor. */
export function ConnectorSwitch({ connector, disabled }: { connector: ConnectorView; disabled: boolean }) {
  const toast = useToast();
  const put = usePutConnector(connector.id);
  const shown = put.busy && put.input ? put.input.enabled : connector.enabled;
  return (
    <span className="flex items-center gap-2 text-ink-2">
      {shown ? 'On' : 'Off'}
      <Switch
        aria-label={`${connector.title}: take events and calls`}
        checked={shown}
        disabled={disabled}
        onCheckedChange={async (enabled) => {
          const done = await put.act({ enabled, credentials: {} });
          if (done) toast({ title: `${connector.title} is ${enabled ? 'on' : 'off'}` });
        }}
      />
    </span>
  );
}
