import { createHash } from 'node:crypto';
import { MILESTONE_KINDS } from '#lib/domain/figures/milestone.ts';
import type { Sample } from './sample.ts';

/** A request that reads, and the least SQL that finds the same rows. */
export interface Question {
  name: string;
  path: string;
  bare: { text: string; values?: unknown[] } | null;
  /** Of the request, such as `≤ 100 ms` at the 95th percentile. Empty: told for its own sake. */
  target: string;
}

const OPEN = `stage in ('new', 'in_progress', 'on_hold')`;
const page = (where: string, values: unknown[] = [], order = 'updated_at desc, number desc') => ({
  text: `select * from cases ${where && `where ${where}`} order by ${order} limit 50`,
  values,
});

/** The list's first page, by each filter. */
export function filterQuestions(sample: Sample): Question[] {
  const filters: [query: string, where: string, ...values: unknown[]][] = [
    ['open=true', OPEN],
    ['state=triage', `stage = 'new' and state = 'triage'`],
    ['stage=closed', `stage = 'closed'`],
    ['severity=critical', 'severity_rank = 4'],
    [`assignee=${sample.member}`, 'assignee_id = $1', sample.member],
    ['assignee=none', 'assignee_id is null'],
    [
      'assignee=group:tier-1',
      `assignee_id = any(array(select id from members where groups @> array['tier-1'])) or (assignee_id is null and queue = 'tier-1')`,
    ],
    ['source=okta', `source = 'okta'`],
    ['category=Cloud', `category = 'Cloud'`],
    [`store=${sample.store}`, 'store = $1', sample.store],
    ['tag=campaign-7', `tags && array['campaign-7']`],
    ['tag=no-such-tag', `tags && array['no-such-tag']`],
    ['sla=at_risk', `${OPEN} and coalesce(lead_due_at, 'infinity') > now() and lead_at_risk_at <= now()`],
    ['sla=breached', `${OPEN} and coalesce(lead_due_at, 'infinity') <= now()`],
    ['vip=true&open=true', `vip and ${OPEN}`],
    ['verdict=accepted_risk', `resolution_verdict = 'accepted_risk'`],
    ['createdFrom=-7d', `created_at >= now() - interval '7 days'`],
    ['dueTo=%2B2h&open=true', `coalesce(lead_due_at, 'infinity') < now() + interval '2 hours' and ${OPEN}`],
    ['resolvedFrom=-24h', `resolved_at >= now() - interval '1 day'`],
    ['field=asset_criticality:5', `custom_fields @> '{"asset_criticality": 5}'`],
  ];
  return filters.map(([query, where, ...values]) => ({
    name: `list by ${decodeURIComponent(query)}`,
    path: `/cases?limit=50&${query}`,
    bare: page(where, values),
    target: '≤ 150 ms',
  }));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** Found first, then put in order: with a limit alone the planner walks all cases back to those with a rare word. */
const wordsFound = (words: string) => ({
  text: `with found as materialized (select case_id from search_texts where words @@ to_tsquery('simple', $1))
    select c.* from (select case_id from found order by case_id desc limit 50) f join cases c on c.id = f.case_id`,
  values: [`${words}:*`],
});

/** The search box, by each thing that can stand in it. */
export function searchQuestions(sample: Sample): Question[] {
  const target = '≤ 100 ms';
  const asked = (what: string, q: string, bare: Question['bare']): Question => ({
    name: `search for ${what}`,
    path: `/cases?limit=50&sort=rank&q=${encodeURIComponent(q)}`,
    ...{ bare, target },
  });
  return [
    asked('a common word', 'readable', wordsFound('readable')),
    asked('two words', 'quarantined malware', wordsFound('quarantined & malware')),
    asked('a word of one case', sample.rareWord, wordsFound(sample.rareWord)),
    asked('a word of no case', 'zyxwvutsrq', wordsFound('zyxwvutsrq')),
    asked('an indicator, defanged', sample.indicator, {
      text: `select c.* from observables o join case_observables l on l.observable_id = o.id join cases c on c.id = l.case_id
        where o.value_sha256 = $1 and o.type = 'ipv4' order by c.number desc limit 50`,
      values: [sha256(sample.address)],
    }),
    asked('a key', sample.key, { text: 'select * from cases where number = $1', values: [sample.keyNumber] }),
  ];
}

/** What stands beside the list and around it, and the managers' page. */
export function aroundQuestions(): Question[] {
  const grouped = `select severity, category, source, store, count(*) from cases where ${OPEN} group by 1, 2, 3, 4`;
  // Kind by kind, as the indexes are.
  const figures = MILESTONE_KINDS.map(
    (
      kind,
    ) => `select kind, work, outcome, severity, count(*), percentile_cont(array[0.5, 0.9]) within group (order by seconds)
      from case_milestones where kind = '${kind}' and at >= now() - interval '30 days' group by 1, 2, 3, 4`,
  ).join(' union all ');
  const counts = '≤ 150 ms';
  return [
    { name: 'counts of the views', path: '/cases/counts', bare: { text: grouped }, target: counts },
    { name: 'counts beside the filters, all', path: '/cases/facets', bare: null, target: counts },
    {
      name: 'counts beside the filters, open',
      path: '/cases/facets?open=true',
      bare: { text: grouped },
      target: counts,
    },
    {
      name: 'counts beside the filters, two set',
      ...{ path: '/cases/facets?open=true&severity=high&category=Cloud', bare: null, target: counts },
    },
    { name: 'saved views with counts', path: '/views', bare: null, target: counts },
    { name: 'dashboard, 30 days', path: '/sla/summary', bare: { text: figures }, target: '≤ 200 ms' },
    { name: 'dashboard, 30 days by member', path: '/sla/summary?groupBy=assignee', bare: null, target: '≤ 200 ms' },
    { name: 'dashboard, one severity', path: '/sla/summary?severity=high', bare: null, target: '≤ 200 ms' },
    { name: 'dashboard, causes', path: '/sla/causes', bare: null, target: '≤ 200 ms' },
  ];
}
