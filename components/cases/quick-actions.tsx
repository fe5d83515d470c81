'use client';

import { ArrowUpRight, Play, Radar, Server, ShieldAlert, StepForward } from 'lucide-react';
import type { CaseView, QuickActionView } from '#lib/domain/views/case.ts';
import { useMay } from '../query/me.ts';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { LiveRun } from './live-run.tsx';
import { QuickActionForm } from './quick-action-form.tsx';
import { useQuickAction } from './use-quick-action.ts';

const ICONS: Record<string, typeof Play> = {
  'advance-runbook': StepForward,
  'enrich-observables': Radar,
  'enrich-endpoint': Server,
  'analyze-threat-intel': ShieldAlert,
  escalate: ArrowUpRight,
};

/** What can be done to this case by an automation, each as a button whose press becomes its live run in place. */
export function QuickActions({ view }: { view: CaseView }) {
  const { presses, asking, press, send, close } = useQuickAction(view.key);
  const may = useMay('case.act');
  if (!may || view.actions.length === 0) return null;
  return (
    <section aria-label="Quick actions" className="flex flex-wrap items-center gap-2">
      {view.actions.map((action) => {
        const last = presses[action.id];
        return (
          <span key={action.id} className="inline-flex min-w-0 max-w-full flex-wrap items-center gap-2">
            {last ? (
              <LiveRun
                key={last.runId}
                caseKey={view.key}
                action={action}
                press={last}
                onAgain={() => void press(action)}
              />
            ) : (
              <ActionButton action={action} onPress={() => void press(action)} />
            )}
          </span>
        );
      })}
      {asking && (
        <QuickActionForm key={asking.id} action={asking} onPress={(input) => send(asking, input)} onClose={close} />
      )}
    </section>
  );
}

/** Says what a press will do; where it is refused it says why, and stays reachable so that the reason can be read. */
export function ActionButton({ action, onPress }: { action: QuickActionView; onPress: () => void }) {
  const Icon = ICONS[action.id] ?? Play;
  const refused = action.refused !== null;
  return (
    <Tooltip text={action.refused ?? `${action.description} ${action.effect}.`}>
      <Button
        variant={action.disruptive ? 'bad' : 'default'}
        onClick={onPress}
        aria-disabled={refused || undefined}
        className={refused ? 'opacity-55' : ''}
      >
        <Icon aria-hidden />
        {action.title}
        {!refused && action.effect && <span className="font-normal text-ink-3 narrow:hidden">{action.effect}</span>}
      </Button>
    </Tooltip>
  );
}
