'use client';

import { useRouter } from 'next/navigation';
import { useAct } from '../query/act.ts';
import { api } from '../query/api.ts';
import { useMay } from '../query/me.ts';
import { Button } from '../ui/button.tsx';

/** Has the daily check run now, whatever the day, and leads to its run. Nothing for who may not. */
export function CheckNow() {
  const router = useRouter();
  const mayRun = useMay('report.write');
  const run = useAct(() => api.post<{ runId: string }>('automations/daily-health-check/run', { anyDay: true }), {
    done: ({ runId }) => router.push(`/runs/${runId}`),
  });
  if (!mayRun) return null;
  return (
    <Button busy={run.busy} onClick={() => void run.act(undefined)}>
      Check Falcon now
    </Button>
  );
}
