import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from './actor.ts';
import { ACTIONS, type Action, accessTo, accessToCase, type CaseAction, RESTRICTED_ACTIONS } from './permissions.ts';

/**
 * What each role may do, written apart from the code: y yes, n no, i only when involved (assignee, collaborator, watcher).
 * Columns: admin lead analyst viewer; for cases the same four again on a restricted one.
 */
const EXPECTED = `
case.read             y y y y   y y i i
case.create           y y y n   y y n n
case.update           y y y n   y y i n
case.restrict         y y n n   y y n n
case.transition       y y y n   y y i n
case.assign           y y y n   y y i n
case.comment          y y y n   y y i n
case.observe          y y y n   y y i n
case.act              y y y n   y y i n
case.merge            y y y n   y y i n
case.attach           y y y n   y y i n
case.download         y y y n   y y i n
case.delete_file      y y n n   y y n n
macro.write           y y n n
hand_over.read        y y y n
hand_over.write       y y y n
view.read             y y y y
view.write            y y y y
view.share            y y y n
view.manage           y y n n
observable.read       y y y y
observable.extract    y y y y
observable.judge      y y y n
observable.enrich     y y y n
allow_list.read       y y y y
allow_list.write      y y n n
run.read              y y y y
run.control           y y n n
delivery.read         y y y y
delivery.read_body    y y y n
delivery.dry_run      y y y n
delivery.redeliver    y y n n
connector.read        y y y y
connector.write       y n n n
connector.test        y n n n
mapping.read          y y y y
mapping.write         y n n n
member.read           y y y y
member.write          y n n n
api_key.read          y n n n
api_key.write         y n n n
automation.read       y y y y
automation.write      y n n n
runbook.read          y y y y
runbook.write         y n n n
settings.read         y y y y
settings.write        y n n n
figure.read           y y y y
report.read           y y y y
report.write          y y n n
sla.read              y y y y
sla.write             y n n n
audit.read            y y n n
access.read           y y y y
access.read_all       y y n n
access.request        y y y y
access.decide         y y n n
access.revoke         y y n n
`;

/** Whoever sees no cases, in whole: every other action is refused. */
const APART: Partial<Record<Role, readonly Action[]>> = {
  approver: ['access.read', 'access.read_all', 'access.request', 'access.decide', 'access.revoke'],
  requester: ['access.read', 'access.request'],
};
const markOf = (marks: string[], role: Role, action: Action) => {
  const own = APART[role];
  if (own) return own.includes(action) ? 'y' : 'n';
  return marks[ROLES.indexOf(role)]!;
};

const rows = EXPECTED.trim()
  .split('\n')
  .map((line) => line.split(/\s+/))
  .map(([action, ...marks]) => ({ action: action as Action, open: marks.slice(0, 4), restricted: marks.slice(4) }));
const WORD: Record<string, string> = { y: 'yes', n: 'no', i: 'involved' };

it('the expectation names every action once, and no other', () => {
  expect(rows.map((row) => row.action).sort()).toEqual(Object.keys(ACTIONS).sort());
  const ofCases = rows.filter((row) => row.restricted.length > 0).map((row) => row.action);
  expect(ofCases.sort()).toEqual(Object.keys(RESTRICTED_ACTIONS).sort());
});

describe('in general', () => {
  const cells = rows.flatMap(({ action, open }) =>
    ROLES.map((role) => [role, action, WORD[markOf(open, role, action)]] as const),
  );
  it.each(cells)('%s, %s: %s', (role, action, expected) => {
    expect(accessTo(role, action)).toBe(expected);
  });
});

describe('on one case', () => {
  const cells = rows
    .filter((row) => row.restricted.length > 0)
    .flatMap(({ action, open, restricted }) =>
      ROLES.map(
        (role) => [role, action as CaseAction, markOf(open, role, action), markOf(restricted, role, action)] as const,
      ),
    );
  const may = (role: Role, action: CaseAction, restricted: boolean, involved: boolean, isSubject = false) =>
    accessToCase(role, action, { restricted, involved, isSubject });

  it.each(cells)('%s, %s: %s in general, %s when restricted', (role, action, open, restricted) => {
    for (const involved of [false, true]) {
      expect(may(role, action, false, involved)).toBe(open === 'y');
      expect(may(role, action, true, involved)).toBe(restricted === 'y' || (restricted === 'i' && involved));
    }
  });

  it.each(cells)('%s, %s: never on a case about oneself', (role, action) => {
    for (const restricted of [false, true])
      for (const involved of [false, true]) expect(may(role, action, restricted, involved, true)).toBe(false);
  });

  it.each(cells)('%s, %s: the flag never gives a right', (role, action) => {
    for (const involved of [false, true])
      if (may(role, action, true, involved)) expect(may(role, action, false, involved)).toBe(true);
  });
});
