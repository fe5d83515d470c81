import type { CaseListItem } from '#lib/domain/views/case.ts';
import type { Page } from '#lib/domain/views/common.ts';
import type { BenchProduct } from '../product.ts';
import type { Row } from '../row.ts';
import { aroundQuestions, filterQuestions, type Question, searchQuestions } from './questions.ts';
import { type Sample, sampleOf } from './sample.ts';
import { round, type Timing, timeOf } from './timing.ts';

const TIMES = 20;
/** So many pages of so many cases lie before the deep page. */
const DEPTH = { pages: 50, limit: 200 };

/** How long every reading of the desk takes, over HTTP, beside the least SQL for the same rows. */
export async function readRows(product: BenchProduct, size: string): Promise<Row[]> {
  const sample = await sampleOf(product.pool);
  const rows = [...(await listRows(product, size)), ...(await caseRows(product, sample, size))];
  for (const question of [...filterQuestions(sample), ...searchQuestions(sample), ...aroundQuestions()])
    rows.push(await answered(product, question, size));
  return rows;
}

async function answered(
  { api, pool }: BenchProduct,
  { name, path, bare, target }: Question,
  size: string,
): Promise<Row> {
  const ours = await timeOf(() => api.get(path), TIMES);
  const theirs = bare && (await timeOf(() => pool.query(bare.text, bare.values ?? []), TIMES));
  return rowOf(`${size}: ${name}`, ours, theirs, target);
}

/** A line of the table: the 95th percentiles, and the medians beside them. */
export function rowOf(name: string, ours: Timing, theirs: Timing | null, target: string): Row {
  return {
    name,
    ours: ours.p95,
    baseline: theirs?.p95 ?? null,
    ratio: theirs && theirs.p50 > 0 ? round(ours.p50 / theirs.p50) : null,
    unit: 'ms',
    target,
    note: `p50 ${ours.p50}${theirs ? `, bare SQL ${theirs.p50}` : ''} ms`,
  };
}

/** The first page, and one far behind it, which must cost about the same. */
async function listRows({ api, pool }: BenchProduct, size: string): Promise<Row[]> {
  const first = await timeOf(() => api.get('/cases?limit=50'), TIMES);
  const bare = await timeOf(() => pool.query(`${LIST} order by updated_at desc, number desc limit 50`), TIMES);
  let cursor = '';
  let last: CaseListItem | undefined;
  for (let page = 0; page < DEPTH.pages; page++) {
    const path = `/cases?limit=${DEPTH.limit}${cursor && `&cursor=${cursor}`}`;
    const { items, nextCursor } = await api.get<Page<CaseListItem>>(path);
    if (!nextCursor) break;
    cursor = encodeURIComponent(nextCursor);
    last = items.at(-1)!;
  }
  const deep = await timeOf(() => api.get(`/cases?limit=50${cursor && `&cursor=${cursor}`}`), TIMES);
  const place = [last?.updatedAt ?? new Date(), Number(last?.key.slice(5) ?? 1)];
  const after = `${LIST} where (updated_at, number) < ($1, $2) order by updated_at desc, number desc limit 50`;
  const bareDeep = await timeOf(() => pool.query(after, place), TIMES);
  return [
    rowOf(`${size}: list, first page`, first, bare, '≤ 100 ms'),
    rowOf(`${size}: list, deep page`, deep, bareDeep, '≤ 100 ms'),
    {
      ...rowOf(`${size}: list, deep page against the first`, deep, first, '≤ 2×'),
      note: `${(DEPTH.pages * DEPTH.limit).toLocaleString('en')} cases before it, where there are as many`,
    },
  ];
}

const LIST = 'select * from cases';

/** What the page of a case asks for at once. */
async function caseRows({ api, pool }: BenchProduct, { key, keyNumber, caseId }: Sample, size: string): Promise<Row[]> {
  const paths = ['', '/timeline?limit=50', '/observables', '/sla'].map((part) => `/cases/${key}${part}`);
  const ours = await timeOf(() => Promise.all(paths.map((path) => api.get(path))), TIMES);
  const bare = () =>
    Promise.all([
      pool.query('select * from cases where number = $1', [keyNumber]),
      pool.query('select * from timeline where case_id = $1 order by seq desc limit 50', [caseId]),
      pool.query('select * from case_observables l join observables o on o.id = l.observable_id where l.case_id = $1', [
        caseId,
      ]),
      pool.query('select * from case_timers where case_id = $1', [caseId]),
    ]);
  const related = await timeOf(() => api.get(`/cases/${key}/related`), TIMES);
  return [
    rowOf(`${size}: case page`, ours, await timeOf(bare, TIMES), '≤ 100 ms'),
    rowOf(`${size}: related cases`, related, null, '≤ 150 ms'),
  ];
}
