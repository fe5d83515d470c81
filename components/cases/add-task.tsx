'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { CaseView } from '#lib/domain/views/case.ts';
import { Popover } from '../ui/popover.tsx';
import { TaskForm } from './task-form.tsx';
import { useTaskChanges } from './use-tasks.ts';

/** A task of the case's own. `phase` is left out where the case has no runbook. */
export function AddTask({ view, phase }: { view: CaseView; phase: string | undefined }) {
  const [open, setOpen] = useState(false);
  const { add } = useTaskChanges(view.key, () => setOpen(false));
  return (
    <Popover
      label="Add a task"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className="inline-flex min-h-[26px] items-center gap-1 rounded-xs px-1 text-ink-3 hover:text-ink touch:min-h-11"
        >
          <Plus aria-hidden className="size-3.5" /> Add a task
        </button>
      }
    >
      <TaskForm
        task={null}
        actions={view.actions}
        busy={add.busy}
        field={add.field}
        onSubmit={(fields) => void add.act({ ...fields, ...(phase === undefined ? {} : { phase }) })}
      />
    </Popover>
  );
}
