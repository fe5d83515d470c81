'use client';

import { ChevronLeft, Lock, UserRound } from 'lucide-react';
import { isOpen } from '#lib/domain/case-state.ts';
import { SEVERITIES, type Severity } from '#lib/domain/severity.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useMay } from '../query/me.ts';
import { useCategories, useStores } from '../query/settings.ts';
import { useStates } from '../query/states.ts';
import { leadOf } from '../sla/timer-look.ts';
import { TimerMark } from '../sla/timer-mark.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/cn.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel } from '../ui/menu.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { StateTag } from '../ui/state-tag.tsx';
import { Tag } from '../ui/tag.tsx';
import { CaseMenu } from './case-menu.tsx';
import { useChangeCase } from './change.tsx';
import { asksForMore } from './transition-dialog.tsx';
import type { CaseActs } from './use-case-commands.ts';

/** Who acts, and by when. */
export function CaseHead({
  view,
  acts,
  stateMenu,
}: {
  view: CaseView;
  acts: CaseActs;
  stateMenu: { open: boolean; onOpenChange: (open: boolean) => void };
}) {
  const mayAssign = useMay('case.assign');
  const mayMove = useMay('case.transition');
  const lead = leadOf(view.sla);
  const states = useStates();
  const categories = useCategories();
  const stores = useStores();
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-2 border-line border-b px-3.5 py-2 narrow:px-2">
      <IconButton label="Back to the list" icon={<ChevronLeft aria-hidden />} onClick={acts.back} className="-ml-1.5" />
      <CopyButton text={view.key} label="Copy the key" className="-mr-1 px-1 font-mono text-ink-2 text-sm">
        {view.key}
      </CopyButton>
      <SeverityMenu view={view} />
      <StateTag state={view.state} />
      {view.vip && <Tag tone="critical">VIP</Tag>}
      {view.vipUnknown && (
        <Tag
          tone="high"
          dashed
          title="Okta could not be asked yet. Until it is known, nothing closes this case by itself."
        >
          VIP unknown
        </Tag>
      )}
      {view.restricted && (
        <Tag>
          <Lock aria-hidden /> Restricted
        </Tag>
      )}
      <Tag>{categories.nameOf(view.category)}</Tag>
      {view.store && <Tag>{stores.nameOf(view.store)}</Tag>}
      <div
        className={cn(
          'ml-auto flex flex-wrap items-center gap-2 narrow:ml-0',
          view.assignee && 'narrow:w-full',
          view.assignee && !acts.acknowledge && 'narrow:flex-nowrap',
        )}
      >
        {isOpen(view.stage) && lead && (
          <span className="flex items-center gap-1.5">
            <TimerMark timer={lead} strong />
            <span className="text-ink-3 narrow:hidden">{PURPOSE[lead.metric] ?? lead.name}</span>
          </span>
        )}
        {acts.acknowledge && (
          <Button onClick={acts.acknowledge} kbd="y">
            Acknowledge
          </Button>
        )}
        <Button onClick={acts.assign} disabled={!mayAssign} kbd="a" className="narrow:min-w-0 narrow:shrink">
          <span className="sr-only">Assignee: </span>
          {view.assignee ? <Avatar actor={view.assignee} titled={false} /> : <UserRound aria-hidden />}
          <span className={cn('truncate leading-normal', !view.assignee && 'text-ink-2')}>
            {view.assignee?.name ?? (view.group ? `Queue ${view.group}` : 'Nobody')}
          </span>
        </Button>
        {!view.assignee && acts.take && mayAssign && (
          <Button onClick={acts.take} kbd="t">
            Take it
          </Button>
        )}
        {mayMove && (
          <Menu align="end" {...stateMenu} trigger={<Button kbd="s">State</Button>}>
            <MenuLabel>Move to</MenuLabel>
            {states.nextOf(view.state).map((to) => (
              <MenuItem key={to} onSelect={() => acts.move(to)}>
                {states.nameOf(to)}
                {asksForMore(states.stageOf(to)) && ' …'}
              </MenuItem>
            ))}
          </Menu>
        )}
        {mayMove && isOpen(view.stage) && (
          <Button variant="go" onClick={acts.resolve} kbd="e">
            Resolve
          </Button>
        )}
        <CaseMenu view={view} acts={acts} />
      </div>
    </div>
  );
}

const PURPOSE: Record<string, string> = { acknowledge: 'to acknowledge', resolve: 'to resolve' };

function SeverityMenu({ view }: { view: CaseView }) {
  const change = useChangeCase();
  const may = useMay('case.update');
  if (!may) return <SeverityMark severity={view.severity} />;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Severity: ${view.severity}. Change`}
          className="inline-flex h-6 items-center rounded-md px-1.5 hover:bg-hover touch:h-11"
        >
          <SeverityMark severity={view.severity} />
        </button>
      }
    >
      <MenuLabel>Severity</MenuLabel>
      <MenuChoice
        value={view.severity}
        onValueChange={(severity) =>
          void change(view.key, { kind: 'patch', patch: { severity: severity as Severity }, version: view.version })
        }
        options={[...SEVERITIES].reverse().map((value) => ({ value, label: <SeverityMark severity={value} /> }))}
      />
    </Menu>
  );
}
