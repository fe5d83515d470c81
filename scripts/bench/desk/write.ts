import { BULK_CAP, type BulkAnswer } from '#lib/domain/bulk.ts';
import type { CaseListItem, CaseView } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import type { BenchProduct } from '../product.ts';
import type { Row } from '../row.ts';
import { rowOf } from './read.ts';
import { round, timingOf } from './timing.ts';

const BULKS = 5;
const PAGE = 200;
/** Requests that are open at a time while cases are opened. */
const OPENERS = 8;

/** How long a change of a thousand cases takes, and how many cases can be opened a second. */
export async function writeRows(product: BenchProduct, size: string, seconds: number): Promise<Row[]> {
  return [...(await bulkRows(product, size)), await openRow(product, size, seconds)];
}

async function bulkRows({ api, pool }: BenchProduct, size: string): Promise<Row[]> {
  const keys = await newestKeys(api, BULK_CAP);
  const member = (
    await api.get<{ items: { id: string; kind: string; role: string }[] }>('/members?limit=200')
  ).items.find(({ kind, role }) => kind === 'user' && role === 'analyst')!;
  const bulk = async (changeOf: (turn: number) => unknown) => {
    const took: number[] = [];
    for (let turn = 0; turn < BULKS; turn++) {
      const begun = performance.now();
      await api.post<BulkAnswer>('/cases/bulk', { keys, change: changeOf(turn) });
      took.push(performance.now() - begun);
    }
    return timingOf(took);
  };
  // New ones each time, also where a database is measured again: what changes nothing costs nothing.
  const run = Date.now().toString(36);
  const tags = await bulk((turn) => ({ tags: { add: [`bench-${run}-${turn}`] } }));
  const owners = await bulk((turn) => ({ assignee: turn % 2 === 0 ? member.id : null }));
  const numbers = keys.map((key) => Number(key.slice(5)));
  const bare: number[] = [];
  for (let turn = 0; turn < BULKS; turn++) {
    const begun = performance.now();
    await pool.query('update cases set tags = tags || $2::text[], version = version + 1 where number = any($1)', [
      numbers,
      [`bare-${turn}`],
    ]);
    bare.push(performance.now() - begun);
  }
  const name = `${size}: bulk of ${keys.length.toLocaleString('en')}`;
  return [
    rowOf(`${name}, a tag`, tags, timingOf(bare), '≤ 1,000 ms'),
    rowOf(`${name}, an owner`, owners, null, '≤ 1,000 ms'),
  ];
}

async function newestKeys(api: BenchProduct['api'], count: number): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | null = ''; keys.length < count && cursor !== null; ) {
    const path: string = `/cases?sort=-created&limit=${PAGE}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const { items, nextCursor }: Page<CaseListItem> = await api.get(path);
    keys.push(...items.map(({ key }) => key));
    cursor = nextCursor;
  }
  return keys.slice(0, count);
}

async function openRow({ api }: BenchProduct, size: string, seconds: number): Promise<Row> {
  const end = Date.now() + seconds * 1_000;
  const took: number[] = [];
  const open = async (opener: number) => {
    for (let turn = 0; Date.now() < end; turn++) {
      const begun = performance.now();
      const value = `198.18.${opener}.${(turn % 250) + 1}`;
      const observables = [{ type: 'ipv4', value }];
      await api.post<CaseView>('/cases', { title: `Bench ${opener}-${turn}`, severity: 'low', observables });
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: OPENERS }, (_, opener) => open(opener)));
  const { p50, p95 } = timingOf(took);
  return {
    name: `${size}: cases opened`,
    ours: round(took.length / seconds),
    baseline: null,
    ratio: null,
    unit: '/s',
    target: '',
    note: `p50 ${p50}, p95 ${p95} ms, ${OPENERS} at a time, each with an observable; the worker runs`,
  };
}
