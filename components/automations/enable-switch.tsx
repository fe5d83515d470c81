'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { Switch } from '#components/ui/switch.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { AutomationView } from '#lib/domain/views/run.ts';

/** On or off, shown at once and put back when the server refuses; a toast offers to undo it. */
export function EnableSwitch({ automation }: { automation: AutomationView }) {
  const client = useQueryClient();
  const toast = useToast();
  const may = useMay('automation.write');
  const { act, input, busy } = useAct(
    (enabled: boolean) => api.patch<AutomationView>(`automations/${automation.id}`, { enabled }),
    {
      stale: [keys.automations],
      done: (changed) => client.setQueryData(keys.automation(automation.id), changed),
    },
  );
  const toggle = async (enabled: boolean) => {
    if ((await act(enabled)) === undefined) return;
    toast({
      title: `${automation.title} is ${enabled ? 'on' : 'off'}`,
      detail: enabled ? 'It runs for what happens from now on.' : 'What would start it is recorded as not run.',
      action: { label: 'Undo', onPress: () => void act(!enabled) },
    });
  };
  return (
    <Switch
      aria-label={`${automation.title}: run`}
      checked={busy && input !== undefined ? input : automation.enabled}
      disabled={!may}
      onCheckedChange={toggle}
    />
  );
}
