import { formatDuration } from '#components/ui/duration.ts';
import { Tag } from '#components/ui/tag.tsx';
import type { RunbookPhase } from '#lib/domain/runbook.ts';
import { TASK_PROOF_TITLES } from '#lib/domain/task-proof.ts';

/** The phases and tasks of a runbook to read. */
export function RunbookText({ phases }: { phases: readonly RunbookPhase[] }) {
  return (
    <ol className="flex max-w-[760px] flex-col gap-3">
      {phases.map((phase) => (
        <li key={phase.key}>
          <h3 className="font-semibold">{phase.name}</h3>
          <ul className="mt-1 flex flex-col gap-1">
            {phase.tasks.map((task) => (
              <li key={task.title} className="flex flex-wrap items-center gap-1.5 text-ink-2">
                {task.title}
                {task.mandatory && <Tag tone="medium">Mandatory</Tag>}
                {task.action && <Tag mono>{task.action}</Tag>}
                {task.dueSeconds !== undefined && <Tag>due after {formatDuration(task.dueSeconds)}</Tag>}
                {task.proof && <Tag>Scout ticks it: {TASK_PROOF_TITLES[task.proof]}</Tag>}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
