import { describe, expect, it } from 'vitest';
import {
  isOpen,
  mayMove,
  SHIPPED_STATES,
  type ShippedState,
  STAGES,
  STATES,
  type StateRule,
  stageOf,
  type TransitionRequest,
  transitionProblems,
  VERDICTS,
} from './case-state.ts';

/** Rows go from, columns to, in the order of STATES; x may, a dot may not. */
const TABLE: Record<ShippedState, string> = {
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
const shipped = (id: ShippedState) => SHIPPED_STATES.find((state) => state.id === id)!;
/** What is wrong with a move by a person on the shipped table. */
const problemsOf = (from: ShippedState, request: TransitionRequest, resolved = nothing as Resolved) =>
  transitionProblems(shipped(from), request, { states: SHIPPED_STATES, resolved, now });
type Resolved = { verdict: string | null; summary: string | null };
const full = (state: string): TransitionRequest => ({
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
    const problems = problemsOf(from, full(to));
    expect(problems.map((problem) => problem.pointer)).toEqual(allowed ? [] : ['/state']);
  });

  it('names what is possible instead', () => {
    expect(problemsOf('closed', full('on_hold'))[0]?.message).toBe(
      'A case in state closed cannot move to on_hold. Possible: triage, in_progress.',
    );
  });
});

describe('what a move needs', () => {
  const stands = { verdict: 'true_positive', summary: 'Done.' };
  it.each<[string, ShippedState, TransitionRequest, Resolved, string[]]>([
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
    expect(problemsOf(from, request, resolved).map((problem) => problem.pointer)).toEqual(pointers);
  });

  it('offers the verdicts', () => {
    const [problem] = problemsOf('new', { state: 'resolved', summary: 'x' });
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

describe('a state of the house’s own', () => {
  const waiting: StateRule = { id: 'waiting', name: 'Waiting', stage: 'on_hold', next: ['in_progress'] };
  const states = [...SHIPPED_STATES.map((state) => ({ ...state, next: [...state.next, 'waiting'] })), waiting];
  const rule = (id: string) => states.find((state) => state.id === id)!;
  const move = (from: string, request: TransitionRequest, byOwnProcess = false) =>
    transitionProblems(rule(from), request, { states, resolved: nothing, now, byOwnProcess }).map(
      ({ pointer }) => pointer,
    );

  it('asks for what its stage asks for', () => {
    expect(move('triage', { state: 'waiting' })).toEqual(['/reason']);
    expect(move('triage', full('waiting'))).toEqual([]);
  });
  it('leads only where its row says, for people', () => {
    expect(move('waiting', full('in_progress'))).toEqual([]);
    expect(move('waiting', full('resolved'))).toEqual(['/state']);
  });
  it('holds up none of our own processes', () => {
    expect(move('waiting', full('resolved'), true)).toEqual([]);
    expect(move('waiting', full('triage'), true)).toEqual([]);
    expect(move('closed', full('waiting'), true)).toEqual([]);
  });
  it('is no way where it was retired', () => {
    const request = full('waiting');
    const problems = transitionProblems(rule('triage'), request, { states: SHIPPED_STATES, resolved: nothing, now });
    expect(problems[0]?.message).toBe(
      'A case in state triage cannot move to waiting. Possible: in_progress, on_hold, resolved, closed.',
    );
  });
});

it('no process moves a case against the stages, or to where it is', () => {
  for (const from of SHIPPED_STATES) {
    expect(mayMove(from, from, true)).toBe(false);
    for (const to of SHIPPED_STATES) if (mayMove(from, to, false)) expect(mayMove(from, to, true)).toBe(true);
  }
  expect(mayMove({ ...shipped('closed'), next: [] }, shipped('on_hold'), true)).toBe(false);
  expect(mayMove({ ...shipped('closed'), next: [] }, shipped('triage'), true)).toBe(true);
});
