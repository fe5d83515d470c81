'use client';

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { moved, newTask, type PhaseDraft } from './draft.ts';
import { TaskRow } from './task-row.tsx';

/** One phase: its name, its place, its tasks. */
export function PhaseEditor({
  phase,
  place,
  last,
  error,
  onChange,
  onMove,
  onRemove,
}: {
  phase: PhaseDraft;
  place: number;
  /** The place of the last phase. */
  last: number;
  error: (name: string) => string | undefined;
  onChange: (phase: PhaseDraft) => void;
  onMove: (direction: -1 | 1) => void;
  onRemove: () => void;
}) {
  const name = phase.name.trim() || `phase ${place + 1}`;
  const { tasks } = phase;
  return (
    <fieldset className="card flex min-w-0 flex-col gap-2 px-3 py-2.5">
      <legend className="sr-only">Phase {name}</legend>
      <div className="flex items-end gap-1">
        <Field
          label={`Phase ${place + 1}`}
          required
          className="w-64 narrow:flex-1"
          error={error('name') ?? error('key')}
        >
          <Input
            value={phase.name}
            maxLength={80}
            onChange={(event) => onChange({ ...phase, name: event.target.value })}
          />
        </Field>
        <span className="ml-auto flex">
          <IconButton
            label={`Move ${name} up`}
            icon={<ArrowUp aria-hidden />}
            disabled={place === 0}
            onClick={() => onMove(-1)}
          />
          <IconButton
            label={`Move ${name} down`}
            icon={<ArrowDown aria-hidden />}
            disabled={place === last}
            onClick={() => onMove(1)}
          />
          <IconButton label={`Remove ${name}`} icon={<Trash2 aria-hidden />} disabled={last === 0} onClick={onRemove} />
        </span>
      </div>
      <ol className="flex flex-col gap-1.5 narrow:gap-3.5">
        {tasks.map((task, at) => (
          <li key={task.id}>
            <TaskRow
              task={task}
              label={`Task ${at + 1} of ${name}`}
              isFirst={at === 0}
              isLast={at === tasks.length - 1}
              error={error(`tasks/${at}`)}
              onChange={(next) => onChange({ ...phase, tasks: tasks.map((one) => (one.id === task.id ? next : one)) })}
              onMove={(direction) => onChange({ ...phase, tasks: moved(tasks, at, direction) })}
              onRemove={() => onChange({ ...phase, tasks: tasks.filter(({ id }) => id !== task.id) })}
            />
          </li>
        ))}
      </ol>
      <span>
        <Button
          variant="ghost"
          disabled={tasks.length >= 50}
          onClick={() => onChange({ ...phase, tasks: [...tasks, newTask()] })}
        >
          <Plus aria-hidden /> Task
        </Button>
      </span>
    </fieldset>
  );
}
