import { type SQL, sql } from 'drizzle-orm';
import { type AuditSeal, audit } from '../../db/schema/index.ts';
import { secretBox } from '../connectors/box.ts';

/** What a seal is made over: its place in the chain, the seal before it, and the rows that it covers. */
export interface Link {
  number: number;
  /** The hash of the seal before; empty for the first. */
  before: string;
  /** The rows after this one, up to and with `seq`. */
  afterSeq: number;
  seq: number;
  rows: number;
  digest: string;
}

const PURPOSE = 'audit chain';

const textOf = ({ number, before, afterSeq, seq, rows, digest }: Link) =>
  JSON.stringify([number, before, afterSeq, seq, rows, digest]);

/** Keyed by the installation's encryption key, so that who can write the database alone cannot make the chain anew. */
export const hashOf = (link: Link): string => secretBox().sign(PURPOSE, textOf(link));

export const fits = (link: Link, seal: Pick<AuditSeal, 'hash'>): boolean =>
  secretBox().signed(PURPOSE, textOf(link), seal.hash);

const ROW = sql`jsonb_build_array(${audit.id}, ${audit.seq}, (extract(epoch from ${audit.at}) * 1000)::bigint, ${audit.actor},
  ${audit.runId}, ${audit.ip}, ${audit.userAgent}, ${audit.action}, ${audit.entity}, ${audit.entityId}, ${audit.diff})`;

/** How many rows there are after a row and up to another, and one digest of all that stands in them, in their order. */
export const digestOf = (afterSeq: SQL | number, seq: SQL | number): SQL => sql`
  select count(*)::int as rows,
    encode(sha256(coalesce(string_agg(sha256(convert_to(${ROW}::text, 'UTF8')), ''::bytea order by ${audit.seq}), ''::bytea)), 'hex') as digest
  from ${audit} where ${audit.seq} > ${afterSeq} and ${audit.seq} <= ${seq}`;
