'use client';

import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { QUICK_ACTIONS } from '#lib/domain/quick-actions.ts';
import { TASK_PROOF_TITLES } from '#lib/domain/task-proof.ts';
import type { TaskDraft } from './draft.ts';

const ACTION_OPTIONS = [
  { value: '', label: 'No quick action' },
  ...QUICK_ACTIONS.map(({ id, title }) => ({ value: id, label: title })),
];
const PROOF_OPTIONS = [
  { value: '', label: 'Ticked by people' },
  ...Object.entries(TASK_PROOF_TITLES).map(([value, title]) => ({ value, label: `Scout: ${title}` })),
];

/** A task of a phase: what is to do, whether the phase waits for it, what it starts, what proves it done, and by when. */
export function TaskRow({
  task,
  label,
  isFirst,
  isLast,
  error,
  onChange,
  onMove,
  onRemove,
}: {
  task: TaskDraft;
  /** Names its fields: "Task 2 of Contain". */
  label: string;
  isFirst: boolean;
  isLast: boolean;
  error: string | undefined;
  onChange: (task: TaskDraft) => void;
  onMove: (direction: -1 | 1) => void;
  onRemove: () => void;
}) {
  const set = (change: Partial<TaskDraft>) => onChange({ ...task, ...change });
  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="min-w-52 flex-1 narrow:basis-full">
          <Input
            aria-label={label}
            placeholder="What is to do"
            value={task.title}
            maxLength={200}
            onChange={(event) => set({ title: event.target.value })}
          />
        </span>
        <label className="flex items-center gap-1.5 text-ink-2 text-sm touch:min-h-11">
          <input
            type="checkbox"
            aria-label={`${label}: mandatory`}
            checked={task.mandatory}
            onChange={(event) => set({ mandatory: event.target.checked })}
            className="size-4"
          />
          Mandatory
        </label>
        <Select
          aria-label={`${label}: quick action`}
          className="w-40"
          value={task.action}
          options={ACTION_OPTIONS}
          onChange={(event) => set({ action: event.target.value })}
        />
        <Select
          aria-label={`${label}: proof`}
          className="w-48"
          value={task.proof}
          options={PROOF_OPTIONS}
          onChange={(event) => set({ proof: event.target.value as TaskDraft['proof'] })}
        />
        <span className="flex items-center gap-1.5 text-ink-2 text-sm">
          Due after
          <span className="w-14">
            <Input
              aria-label={`${label}: due after hours`}
              inputMode="decimal"
              placeholder="–"
              value={task.dueHours}
              maxLength={7}
              onChange={(event) => set({ dueHours: event.target.value })}
            />
          </span>
          h
        </span>
        <span className="flex">
          <IconButton
            label={`Move ${label} up`}
            icon={<ArrowUp aria-hidden />}
            disabled={isFirst}
            onClick={() => onMove(-1)}
          />
          <IconButton
            label={`Move ${label} down`}
            icon={<ArrowDown aria-hidden />}
            disabled={isLast}
            onClick={() => onMove(1)}
          />
          <IconButton label={`Remove ${label}`} icon={<X aria-hidden />} onClick={onRemove} />
        </span>
      </div>
      {error && (
        <p role="alert" className="text-critical text-xs">
          {error}
        </p>
      )}
    </>
  );
}
