'use client';

import { isOpen, type State } from '#lib/domain/case-state.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useMay } from '../query/me.ts';
import { useStates } from '../query/states.ts';
import { type Command, useCommands } from '../shell/commands.tsx';
import { useHotkeys } from '../shell/hotkeys.ts';
import { CASE_TABS, type CaseTab } from './case-tabs.tsx';
import { useQuickAction } from './use-quick-action.ts';

/** What the head, the keys and the palette of a case do alike. */
export interface CaseActs {
  assign: () => void;
  /** Undefined where there is nothing to acknowledge, or the member may not. */
  acknowledge: (() => void) | undefined;
  take: (() => void) | undefined;
  state: () => void;
  resolve: () => void;
  rate: () => void;
  move: (to: State) => void;
  tab: (tab: CaseTab) => void;
  comment: () => void;
  back: () => void;
}

/** The keys of a case's page, and the same acts in the palette. */
export function useCaseCommands(view: CaseView, acts: CaseActs): void {
  const mayAssign = useMay('case.assign');
  const mayMove = useMay('case.transition');
  const mayRate = useMay('case.update');
  const mayAct = useMay('case.act');
  const mayComment = useMay('case.comment');
  const { press } = useQuickAction(view.key);
  const states = useStates();

  useHotkeys({
    a: () => mayAssign && acts.assign(),
    t: () => mayAssign && acts.take?.(),
    y: () => acts.acknowledge?.(),
    s: () => mayMove && acts.state(),
    e: () => mayMove && acts.resolve(),
    v: () => mayRate && acts.rate(),
    c: () => mayComment && acts.comment(),
    m: () => mayComment && acts.comment(),
    u: acts.back,
    ...Object.fromEntries(CASE_TABS.map((tab, index) => [index + 1, () => acts.tab(tab)])),
  });

  const commands: Command[] = [];
  const offer = (id: string, title: string, run: () => void, more: Partial<Command> = {}) =>
    commands.push({ id, group: view.key, title, run, ...more });
  if (mayAct) {
    for (const action of view.actions) {
      if (action.refused === null)
        offer(`act-${action.id}`, action.title, () => void press(action), { hint: action.effect });
    }
  }
  if (acts.acknowledge) offer('acknowledge', 'Acknowledge', acts.acknowledge, { kbd: 'y' });
  if (mayAssign) {
    offer('assign', 'Assign …', acts.assign, { kbd: 'a', hint: view.assignee?.name ?? 'nobody yet' });
    if (acts.take) offer('take', 'Take it', acts.take, { kbd: 't' });
  }
  if (mayMove) {
    if (isOpen(view.stage)) offer('resolve', 'Resolve …', acts.resolve, { kbd: 'e' });
    for (const to of states.nextOf(view.state)) {
      if (to !== 'resolved') offer(`move-${to}`, `Move to ${states.nameOf(to)}`, () => acts.move(to));
    }
  }
  if (mayRate) offer('rate', 'Set the severity …', acts.rate, { kbd: 'v', hint: view.severity });
  if (mayComment) offer('comment', 'Write a comment', acts.comment, { kbd: 'c' });
  useCommands(commands);
}
