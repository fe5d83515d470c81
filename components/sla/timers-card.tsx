'use client';

import { EllipsisVertical, Plus } from 'lucide-react';
import { useState } from 'react';
import { isOpen, type Stage } from '#lib/domain/case-state.ts';
import { BREACH_LABELS } from '#lib/domain/sla/breach-reason.ts';
import { offeredCommands } from '#lib/domain/sla/commands.ts';
import type { TimerCommand } from '#lib/domain/sla/timers.ts';
import type { CaseView, TimerView } from '#lib/domain/views/case.ts';
import { useNow } from '../ui/clock.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { BreachReasonDialog } from './breach-reason-dialog.tsx';
import { NewTimerDialog } from './new-timer-dialog.tsx';
import { TimerMark } from './timer-mark.tsx';
import { unexplained } from './unexplained.ts';
import { useTimerCommand } from './use-timer-command.ts';
import { WhyTimer } from './why-timer.tsx';

const SHORT: Partial<Record<TimerView['metric'], string>> = { acknowledge: 'Acknowledge', resolve: 'Resolve' };
const COMMANDS: Record<TimerCommand, string> = {
  start: 'Start again from zero',
  pause: 'Pause',
  resume: 'Resume',
  reset: 'Reset to zero',
  stop: 'Stop',
};

/** All timers of a case: how each stands, why it is due then, why it ran out; and timers of one's own. */
export function TimersCard({ view, editable }: { view: CaseView; editable: boolean }) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {view.sla.length === 0 && <p className="text-ink-3">No targets for this severity.</p>}
      <ul className="flex flex-col">
        {view.sla.map((timer) => (
          <TimerRow key={timer.id} caseKey={view.key} stage={view.stage} timer={timer} editable={editable} />
        ))}
      </ul>
      {editable && isOpen(view.stage) && (
        <button
          type="button"
          onClick={() => setAdding(true)}
          className="mt-1 inline-flex items-center gap-1 rounded-xs text-accent-ink text-sm hover:underline touch:min-h-11"
        >
          <Plus aria-hidden className="size-3.5" /> Start a timer
        </button>
      )}
      {adding && <NewTimerDialog caseKey={view.key} onClose={() => setAdding(false)} />}
    </>
  );
}

function TimerRow({
  caseKey,
  stage,
  timer,
  editable,
}: {
  caseKey: string;
  stage: Stage;
  timer: TimerView;
  editable: boolean;
}) {
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const command = useTimerCommand(caseKey, timer);
  const offered = editable ? offeredCommands(timer, stage) : [];
  const late = now !== null && (timer.breachReason !== null || unexplained([timer], now).length > 0);
  const reason = timer.breachReason && BREACH_LABELS[timer.breachReason.code];
  return (
    <li aria-busy={command.busy || undefined} className="grid grid-cols-[96px_1fr_auto] items-center gap-x-2">
      <span className="truncate text-ink-3" title={timer.name}>
        {SHORT[timer.metric] ?? timer.name}
      </span>
      <TimerMark timer={timer} long />
      <span className="flex items-center">
        {offered.length > 0 && (
          <Menu
            align="end"
            trigger={<IconButton label={`Commands of ${timer.name}`} icon={<EllipsisVertical aria-hidden />} />}
          >
            {offered.map((name) => (
              <MenuItem key={name} onSelect={() => command.give(name)}>
                {COMMANDS[name]}
              </MenuItem>
            ))}
          </Menu>
        )}
        <WhyTimer caseKey={caseKey} timer={timer} />
      </span>
      {late && (reason || editable) && (
        <span className="col-span-3 -mt-0.5 pb-1 text-ink-3 text-xs">
          {reason && <span title={timer.breachReason?.text ?? undefined}>{reason} </span>}
          {editable && (
            <button
              type="button"
              aria-label={`Say why “${timer.name}” ran out`}
              onClick={() => setAsking(true)}
              className="rounded-xs text-accent-ink hover:underline touch:min-h-11"
            >
              {reason ? 'Change' : 'Say why it ran out'}
            </button>
          )}
        </span>
      )}
      {asking && <BreachReasonDialog caseKey={caseKey} timer={timer} onClose={() => setAsking(false)} />}
    </li>
  );
}
