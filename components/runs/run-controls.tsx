'use client';

import { Ban, RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useAct } from '#components/query/act.ts';
import { api } from '#components/query/api.ts';
import { keys } from '#components/query/keys.ts';
import { useMay } from '#components/query/me.ts';
import { ConfirmButton } from '#components/ui/confirm-button.tsx';
import type { RunView } from '#lib/domain/views/run.ts';
import { isEnded } from './status.ts';

/** Cancel while it is under way, replay when it has ended; both ask first. */
export function RunControls({ run }: { run: RunView }) {
  const router = useRouter();
  const may = useMay('run.control');
  const stale = [keys.run(run.id), ['runs', 'list']];
  const cancel = useAct(() => api.post<unknown>(`runs/${run.id}/cancel`), { stale });
  const replay = useAct(() => api.post<RunView>(`runs/${run.id}/replay`), {
    stale,
    done: (again) => router.push(`/runs/${again.id}`),
  });
  if (!may) return null;
  if (!isEnded(run.status)) {
    return (
      <ConfirmButton
        variant="bad"
        title="Cancel this run?"
        message="The step that is under way ends; no further step begins. What was done already stays done."
        confirm="Cancel run"
        busy={cancel.busy}
        onConfirm={() => cancel.act(undefined)}
      >
        <Ban aria-hidden /> Cancel run
      </ConfirmButton>
    );
  }
  return (
    <ConfirmButton
      title={`Replay ${run.title}?`}
      message="A new run begins from the first step with the same event, and with the parameters that are set now. What the first run did to the case is not doubled."
      confirm="Replay run"
      busy={replay.busy}
      onConfirm={() => replay.act(undefined)}
    >
      <RotateCcw aria-hidden /> Replay
    </ConfirmButton>
  );
}
