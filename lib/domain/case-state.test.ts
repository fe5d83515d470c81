import { describe, expect, it } from 'vitest';
import {
  isOpen,
  STAGES,
  STATES,
  type State,
  stageOf,
  type TransitionRequest,
  transitionProblems,
  VERDICTS,
} from './case-state.ts';

/** Rows go from, columns to, in the order of STATES; x may, a dot may not. */
const TABLE: Record<State, string> = {
  //            new triage in_progress on_hold resolved closed
  new: '          .    x         x         x       x      x',
  triage: '       .    .         x         x       x      x',
  in_progress: '  .    x         .         x       x      x',
  on_hold: '      .    x         x         .       x      x',
  resolved: '     .    x         x         .       .      x',
  closed: '       .    x         x         .       .      .',
};
const now = new Date('2026-01-12T12:00:00Z');
const later = new Date('2026-01-13T12:00:00Z');
const nothing = { verdict: null, summary: null };
const full = (state: State): TransitionRequest => ({
  state,
  reason: 'Waiting for the store',
  verdict: 'true_positive',
  summary: 'Found and removed.',
  wakeAt: later,
});

describe('every state to every state', () => {
  const pairs = STATES.flatMap((from) => {
    const marks = TABLE[from].trim().split(/\s+/);
    return STATES.map((to, column) => [from, to, marks[column] === 'x'] as const);
  });

  it.each(pairs)('%s to %s: %s', (from, to, allowed) => {
    const problems = transitionProblems(from, full(to), nothing, now);
    expect(problems.map((problem) => problem.pointer)).toEqual(allowed ? [] : ['/state']);
  });

  it('names what is possible instead', () => {
    expect(transitionProblems('closed', full('on_hold'), nothing, now)[0]?.message).toBe(
      'A case in state closed cannot move to on_hold. Possible: triage, in_progress.',
    );
  });
});

describe('what a move needs', () => {
  const stands = { verdict: 'true_positive', summary: 'Done.' };
  it.each<[string, State, TransitionRequest, { verdict: string | null; summary: string | null }, string[]]>([
    ['resolving: both', 'new', { state: 'resolved' }, nothing, ['/verdict', '/summary']],
    [
      'resolving: a summary of blanks',
      'new',
      { state: 'resolved', verdict: 'duplicate', summary: '  ' },
      nothing,
      ['/summary'],
    ],
    ['resolving: a verdict', 'new', { state: 'resolved', summary: 'x' }, nothing, ['/verdict']],
    ['resolving again asks again', 'in_progress', { state: 'resolved' }, stands, ['/verdict', '/summary']],
    ['closing at once: both', 'new', { state: 'closed' }, nothing, ['/verdict', '/summary']],
    ['closing what is resolved: nothing', 'resolved', { state: 'closed' }, stands, []],
    ['holding: a reason', 'new', { state: 'on_hold' }, nothing, ['/reason']],
    ['holding without a date', 'new', { state: 'on_hold', reason: 'x' }, nothing, []],
    ['holding: a reason of blanks', 'new', { state: 'on_hold', reason: ' ', wakeAt: later }, nothing, ['/reason']],
    ['holding: a date that is now', 'new', { state: 'on_hold', reason: 'x', wakeAt: now }, nothing, ['/wakeAt']],
    ['reopening: nothing', 'closed', { state: 'triage' }, stands, []],
  ])('%s', (_name, from, request, resolved, pointers) => {
    expect(transitionProblems(from, request, resolved, now).map((problem) => problem.pointer)).toEqual(pointers);
  });

  it('offers the verdicts', () => {
    const [problem] = transitionProblems('new', { state: 'resolved', summary: 'x' }, nothing, now);
    for (const verdict of VERDICTS) expect(problem?.message).toContain(verdict);
  });
});

it('each state has its stage, and each stage a state', () => {
  expect(STATES.map(stageOf)).toEqual(['new', 'new', 'in_progress', 'on_hold', 'resolved', 'closed']);
  expect(new Set(STATES.map(stageOf))).toEqual(new Set(STAGES));
});

it('somebody still has to act in three stages', () => {
  expect(STAGES.filter(isOpen)).toEqual(['new', 'in_progress', 'on_hold']);
});
