import type pg from 'pg';

/** Values that there are, for the questions to ask for. */
export interface Sample {
  member: string;
  store: string;
  /** A hot address, as an analyst pastes it, and its stored form. */
  indicator: string;
  address: string;
  /** A word of one case alone. */
  rareWord: string;
  key: string;
  keyNumber: number;
  caseId: string;
}

/** Reads what the questions ask for: of the newest cases, by indexes alone. */
export async function sampleOf(pool: pg.Pool): Promise<Sample> {
  const one = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T> => {
    const { rows } = await pool.query<T>(text, values);
    if (!rows[0]) throw new Error(`nothing to ask for: ${text}`);
    return rows[0];
  };
  const newest = await one<{ id: string; number: number; description: string; store: string; member: string }>(
    `select id, number::int, description, store, assignee_id as member from cases
     where store is not null and assignee_id is not null order by created_at desc limit 1`,
  );
  const { value } = await one<{ value: string }>(
    `select o.value from (select id from cases order by created_at desc, number desc limit 2000) c
     join case_observables l on l.case_id = c.id join observables o on o.id = l.observable_id
     where o.type = 'ipv4' group by o.value order by count(*) desc limit 1`,
  );
  return {
    ...{ member: newest.member, store: newest.store, address: value, indicator: value.replace(/\./, '[.]') },
    rareWord: /ref[a-z]+/.exec(newest.description)![0],
    ...{ key: `CASE-${newest.number}`, keyNumber: newest.number, caseId: newest.id },
  };
}
