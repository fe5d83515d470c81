'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Check, Circle, CircleDot } from 'lucide-react';
import { useState } from 'react';
import type { CaseView, TaskView } from '#lib/domain/views/case.ts';
import { api, messageOf } from '../query/api.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { Avatar } from '../ui/avatar.tsx';
import { cn } from '../ui/cn.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Tag } from '../ui/tag.tsx';
import { useToast } from '../ui/toast.tsx';

/** The runbook as steps, and the tasks of the step that is looked at: the current one, until another is pressed. */
export function Phases({ view }: { view: CaseView }) {
  const [looked, setLooked] = useState<string | null>(null);
  const { runbook } = view;
  if (!runbook) return null;
  const at = runbook.phases.findIndex((phase) => phase.key === runbook.phase);
  const shown = runbook.phases.find((phase) => phase.key === (looked ?? runbook.phase)) ?? runbook.phases[0];
  const tasksOf = (phase: string) => view.tasks.filter((task) => task.phase === phase);
  return (
    <section aria-label={`Runbook ${runbook.name}`} className="flex flex-col gap-2">
      <ol className="grid grid-flow-col gap-1.5 [grid-auto-columns:1fr] narrow:grid-flow-row narrow:grid-cols-[repeat(auto-fit,minmax(96px,1fr))]">
        {runbook.phases.map((phase, index) => {
          const tasks = tasksOf(phase.key);
          const done = tasks.filter((task) => task.doneAt !== null).length;
          const past = index < at;
          const current = index === at;
          const Icon = past ? Check : current ? CircleDot : Circle;
          return (
            <li key={phase.key} className="min-w-0">
              <button
                type="button"
                aria-current={current ? 'step' : undefined}
                aria-expanded={shown?.key === phase.key}
                onClick={() => setLooked(phase.key === looked ? null : phase.key)}
                className={cn(
                  'flex h-[30px] w-full min-w-0 items-center gap-[7px] rounded-md px-2.5 text-sm touch:h-11 [&_svg]:size-[15px] [&_svg]:shrink-0',
                  current
                    ? 'bg-accent-bg text-ink ring-1 ring-accent ring-inset'
                    : 'bg-raised text-ink-3 hover:text-ink',
                  past && 'text-ok',
                  shown?.key === phase.key && !current && 'ring-1 ring-line ring-inset',
                )}
              >
                <Icon aria-hidden />
                <span className="truncate">{phase.name}</span>
                {tasks.length > 0 && (current || done > 0) && (
                  <span className="num whitespace-nowrap opacity-80">
                    · {done} of {tasks.length}
                  </span>
                )}
                <span className="sr-only">{past ? ', done' : current ? ', current phase' : ', to come'}</span>
              </button>
            </li>
          );
        })}
      </ol>
      {shown && <Tasks view={view} phase={shown.name} tasks={tasksOf(shown.key)} />}
    </section>
  );
}

function Tasks({ view, phase, tasks }: { view: CaseView; phase: string; tasks: readonly TaskView[] }) {
  const client = useQueryClient();
  const toast = useToast();
  const may = useMay('case.update');
  const set = async (task: TaskView, done: boolean) => {
    const put = (next: TaskView) =>
      client.setQueryData<CaseView>(keys.case(view.key), (known) =>
        known ? { ...known, tasks: known.tasks.map((one) => (one.id === next.id ? next : one)) } : known,
      );
    put({ ...task, doneAt: done ? new Date().toISOString() : null, doneBy: null });
    try {
      put(await api.patch<TaskView>(`cases/${view.key}/tasks/${task.id}`, { done }));
    } catch (error) {
      put(task);
      toast({ ...messageOf(error), tone: 'critical' });
    }
    void client.invalidateQueries({ queryKey: keys.case(view.key) });
  };
  if (tasks.length === 0) return <p className="px-1 text-ink-3">{phase} has no tasks.</p>;
  return (
    <ul aria-label={`Tasks of ${phase}`} className="grid gap-x-6 px-1 xl:grid-cols-2">
      {tasks.map((task) => (
        <li key={task.id} className="flex min-h-[26px] items-start gap-2">
          <label className={cn('flex min-w-0 items-start gap-2 py-1 touch:py-3', may && 'cursor-pointer')}>
            <input
              type="checkbox"
              checked={task.doneAt !== null}
              disabled={!may}
              onChange={(event) => void set(task, event.target.checked)}
              className="mt-0.5 size-3.5 shrink-0 accent-accent"
            />
            <span className={cn(task.doneAt !== null && 'text-ink-3 line-through decoration-ink-3/50')}>
              {task.title}
            </span>
          </label>
          {task.mandatory && task.doneAt === null && (
            <Tag tone="medium" className="mt-[3px]">
              mandatory
            </Tag>
          )}
          {task.doneAt && task.doneBy && (
            <span className="flex shrink-0 items-center gap-1.5 whitespace-nowrap py-[3px] text-ink-3 text-sm">
              <Avatar actor={task.doneBy} /> <RelativeTime at={task.doneAt} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
