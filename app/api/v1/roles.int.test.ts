import { beforeAll, describe, expect, test } from 'vitest';
import { DESK_ROLES, type DeskRole } from '#lib/domain/actor.ts';
import { OPERATIONS } from '#lib/http/contracts/index.ts';
import { testApi } from '../testing/api.ts';
import { OPERATION_ROWS, type OperationRow } from '../testing/operation-rows.ts';

const api = testApi();
let key = '';
beforeAll(async () => {
  const made = await api.call('POST', '/api/v1/cases', {
    as: api.keys.analyst,
    body: { title: 'T', severity: 'high' },
  });
  key = (await made.json()).key;
});

const pathOf = ({ path }: OperationRow) => `/api/v1${path.replace('/CASE', `/${key}`)}`;

test('the table names every operation', () => {
  expect(Object.keys(OPERATION_ROWS).sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
});

describe.each(OPERATIONS)('$contract.method $contract.path', ({ id, contract }) => {
  const row = OPERATION_ROWS[id]!;
  test.each(DESK_ROLES.map((role, at): [DeskRole, number] => [role, row.expected[at]!]))(
    '%s → %i',
    async (role, status) => {
      const answer = await api.call(contract.method, pathOf(row), {
        as: api.keys[role],
        body: row.body,
        ...(row.headers && { headers: row.headers }),
      });
      const text = await answer.text();
      expect(answer.status, text).toBe(status);
      if (!answer.ok) {
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        expect(JSON.parse(text)).toMatchObject({
          type: 'about:blank',
          status,
          title: expect.any(String),
          detail: expect.any(String),
        });
      } else if (contract.answer.schema) {
        expect(status).toBe(contract.answer.status);
        const parsed = contract.answer.schema.safeParse(JSON.parse(text));
        expect(parsed.error?.issues, text).toBeUndefined();
      }
    },
  );

  test('nobody → 401', async () => {
    const answer = await api.call(contract.method, pathOf(row), { body: row.body });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });
});

/** Who sees no cases is answered these and no others. */
const APART = [
  ...['getMe', 'listNotices', 'countUnread', 'listAccessRequests', 'requestAccess', 'exportAccessRequests'],
];

describe.each(['approver', 'requester'] as const)('a key of the role %s', (role) => {
  test('is answered by what concerns access alone', async () => {
    const as = await api.makeKey(role);
    const answered: string[] = [];
    for (const { id, contract } of OPERATIONS) {
      const { body, headers } = OPERATION_ROWS[id]!;
      const { ok } = await api.call(contract.method, pathOf(OPERATION_ROWS[id]!), {
        as,
        body,
        ...(headers && { headers }),
      });
      if (ok) answered.push(id);
    }
    expect(answered.filter((id) => !APART.includes(id))).toEqual([]);
  });
});
