'use client';

import { Pencil, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { CaseView, TaskView } from '#lib/domain/views/case.ts';
import { useOrder } from '../injections/case-orders.ts';
import { OrderMark } from '../injections/order-mark.tsx';
import { useMay } from '../query/me.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/clock.ts';
import { cn } from '../ui/cn.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Popover } from '../ui/popover.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Tag } from '../ui/tag.tsx';
import { Untrusted } from '../ui/untrusted.tsx';
import { TaskForm } from './task-form.tsx';
import { useQuickAction } from './use-quick-action.ts';
import { useTaskChanges, useTick } from './use-tasks.ts';

/** One task: done or not, by whom, until when, and what it starts. */
export function TaskRow({ view, task }: { view: CaseView; task: TaskView }) {
  const may = useMay('case.update');
  const tick = useTick(view.key);
  const order = useOrder('task', { id: task.id });
  const done = task.doneAt !== null;
  return (
    <li className="group flex min-h-[26px] items-start gap-2">
      <label className={cn('flex min-w-0 items-start gap-2 py-1 touch:py-3', may && 'cursor-pointer')}>
        <input
          type="checkbox"
          checked={done}
          disabled={!may}
          onChange={(event) => void tick(task, event.target.checked)}
          className="mt-0.5 size-3.5 shrink-0"
        />
        <span className={cn('min-w-0 break-words', done && 'text-ink-3 line-through decoration-ink-3/50')}>
          <Untrusted>{task.title}</Untrusted>
        </span>
      </label>
      <OrderMark order={order} className="mt-[3px]" />
      {task.mandatory && !done && (
        <Tag tone="medium" className="mt-[3px]">
          mandatory
        </Tag>
      )}
      <span className="flex shrink-0 items-center gap-1.5 whitespace-nowrap py-[3px] text-ink-3 text-sm">
        {done && task.doneBy ? (
          <>
            <Avatar actor={task.doneBy} /> <RelativeTime at={task.doneAt!} />
          </>
        ) : (
          <>
            {task.assignee && <Avatar actor={task.assignee} />}
            {task.dueAt && <Due at={task.dueAt} />}
          </>
        )}
      </span>
      {!done && task.action && <StartAction view={view} id={task.action} />}
      {may && <EditTask view={view} task={task} />}
    </li>
  );
}

function Due({ at }: { at: string }) {
  const now = useNow(10);
  const late = now !== null && now > Date.parse(at);
  return (
    <span className={late ? 'font-semibold text-critical' : ''}>
      {late ? 'was due ' : 'due '}
      <RelativeTime at={at} />
    </span>
  );
}

/** The quick action that the task starts, by the same press as the button above. */
function StartAction({ view, id }: { view: CaseView; id: string }) {
  const { press } = useQuickAction(view.key);
  const may = useMay('case.act');
  const action = view.actions.find((one) => one.id === id);
  if (!may || !action) return null;
  return (
    <IconButton
      label={action.refused ?? `${action.title}: ${action.effect}`}
      icon={<Play aria-hidden />}
      onClick={() => void press(action)}
      aria-disabled={action.refused !== null || undefined}
      className="size-6 text-accent-ink aria-disabled:opacity-50"
    />
  );
}

function EditTask({ view, task }: { view: CaseView; task: TaskView }) {
  const [open, setOpen] = useState(false);
  const { change, remove } = useTaskChanges(view.key, () => setOpen(false));
  return (
    <Popover
      label={`Task ${task.title}`}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton
          label={`Change the task ${task.title}`}
          icon={<Pencil aria-hidden />}
          className="size-6 text-ink-3 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 touch:opacity-100"
        />
      }
    >
      <TaskForm
        task={task}
        actions={view.actions}
        busy={change.busy}
        field={change.field}
        onSubmit={(fields) => void change.act({ id: task.id, ...fields })}
      >
        {task.own && (
          <Button variant="bad" busy={remove.busy} onClick={() => void remove.act(task.id)}>
            <Trash2 aria-hidden /> Remove
          </Button>
        )}
      </TaskForm>
    </Popover>
  );
}
