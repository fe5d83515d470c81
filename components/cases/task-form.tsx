'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import { ownsCases } from '#lib/domain/actor.ts';
import type { TaskInput } from '#lib/domain/task.ts';
import type { QuickActionView, TaskView } from '#lib/domain/views/case.ts';
import { useMembers } from '../query/members.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Select } from '../ui/select.tsx';
import { localInput } from './wake-time.ts';

/** What the form of a task sends. What the runbook says of its task is not in it. */
export type TaskFields = Pick<TaskInput, 'assignee' | 'dueAt'> &
  Partial<Pick<TaskInput, 'title' | 'mandatory' | 'action'>>;

/** Who does a task and by when; of one that was added on the case all of it. `task` null: a new one. */
export function TaskForm({
  task,
  actions,
  busy,
  field,
  onSubmit,
  children,
}: {
  task: TaskView | null;
  actions: readonly QuickActionView[];
  busy: boolean;
  /** What the server says is wrong with a field. */
  field: (name: string) => string | undefined;
  onSubmit: (fields: TaskFields) => void;
  /** Acts beside the one that sends. */
  children?: ReactNode;
}) {
  const { members } = useMembers();
  const own = task === null || task.own;
  const [mandatory, setMandatory] = useState(task?.mandatory ?? false);
  const doers = members.filter((one) => (!one.disabled && ownsCases(one.role)) || one.id === task?.assignee?.id);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim() || null;
    const dueAt = text('dueAt');
    onSubmit({
      assignee: text('assignee'),
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
      ...(own ? { title: text('title') ?? '', mandatory, action: text('action') } : {}),
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2.5">
      {own && (
        <Field label="Task" required error={field('title')}>
          <Input name="title" required maxLength={200} defaultValue={task?.title ?? ''} autoFocus />
        </Field>
      )}
      <Field label="Assignee" error={field('assignee')}>
        <Select
          name="assignee"
          defaultValue={task?.assignee?.id ?? ''}
          options={[
            { value: '', label: 'Nobody' },
            ...doers.map((one) => ({ value: one.id, label: one.onShift ? `${one.name} (on shift)` : one.name })),
          ]}
        />
      </Field>
      <Field label="Due" error={field('dueAt')}>
        <Input name="dueAt" type="datetime-local" defaultValue={task?.dueAt ? localInput(new Date(task.dueAt)) : ''} />
      </Field>
      {own && (
        <>
          <Field label="Starts" hint="A quick action that the task offers." error={field('action')}>
            <Select
              name="action"
              defaultValue={task?.action ?? ''}
              options={[
                { value: '', label: 'Nothing' },
                ...actions.map((action) => ({ value: action.id, label: action.title })),
              ]}
            />
          </Field>
          <label className="flex items-center gap-2 touch:min-h-11">
            <input
              type="checkbox"
              checked={mandatory}
              onChange={(event) => setMandatory(event.target.checked)}
              className="size-3.5"
            />
            Mandatory: the phase waits for it
          </label>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="go" busy={busy}>
          {task ? 'Save the task' : 'Add the task'}
        </Button>
        {children}
      </div>
    </form>
  );
}
