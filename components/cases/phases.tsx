'use client';

import { Check, Circle, CircleDot } from 'lucide-react';
import { useState } from 'react';
import type { CaseView, TaskView } from '#lib/domain/views/case.ts';
import { useMay } from '../query/me.ts';
import { cn } from '../ui/cn.ts';
import { AddTask } from './add-task.tsx';
import { TaskRow } from './task-row.tsx';

/** The runbook as steps, and the tasks of the step that is looked at: the current one, until another is pressed. */
export function Phases({ view }: { view: CaseView }) {
  const [looked, setLooked] = useState<string | null>(null);
  const { runbook } = view;
  if (!runbook) return <OtherTasks view={view} title="Tasks" tasks={view.tasks} addable />;
  const at = runbook.phases.findIndex((phase) => phase.key === runbook.phase);
  const shown = runbook.phases.find((phase) => phase.key === (looked ?? runbook.phase)) ?? runbook.phases[0];
  const tasksOf = (phase: string) => view.tasks.filter((task) => task.phase === phase);
  const others = view.tasks.filter((task) => !runbook.phases.some((phase) => phase.key === task.phase));
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
            <li key={phase.key} className={cn('min-w-0', current && 'narrow:col-span-2')}>
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
      {shown && <Tasks view={view} title={shown.name} phase={shown.key} tasks={tasksOf(shown.key)} />}
      {others.length > 0 && <OtherTasks view={view} title="Before this runbook" tasks={others} />}
    </section>
  );
}

/** Tasks that belong to no phase of the runbook: kept from an earlier one, or of a case that has none. */
function OtherTasks({
  view,
  title,
  tasks,
  addable = false,
}: {
  view: CaseView;
  title: string;
  tasks: readonly TaskView[];
  addable?: boolean;
}) {
  const may = useMay('case.update') && addable;
  if (tasks.length === 0 && !may) return null;
  return (
    <section aria-label={title} className="px-1">
      <h2 className="mb-0.5 font-semibold text-ink-2 text-sm">{title}</h2>
      <ul className="grid gap-x-6 xl:grid-cols-2">
        {tasks.map((task) => (
          <TaskRow key={task.id} view={view} task={task} />
        ))}
      </ul>
      {may && <AddTask view={view} phase={undefined} />}
    </section>
  );
}

function Tasks({
  view,
  title,
  phase,
  tasks,
}: {
  view: CaseView;
  title: string;
  phase: string | undefined;
  tasks: readonly TaskView[];
}) {
  const may = useMay('case.update');
  return (
    <div className="px-1">
      {tasks.length === 0 ? (
        <p className="text-ink-3">{title} has no tasks.</p>
      ) : (
        <ul aria-label={`Tasks of ${title}`} className="grid gap-x-6 xl:grid-cols-2">
          {tasks.map((task) => (
            <TaskRow key={task.id} view={view} task={task} />
          ))}
        </ul>
      )}
      {may && <AddTask view={view} phase={phase} />}
    </div>
  );
}
