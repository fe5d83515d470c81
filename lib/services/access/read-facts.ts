import type { Db } from '../../db/client.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { findRequest } from './fetch.ts';

export interface AccessFacts {
  source: 'slack' | 'page' | 'api';
  requesterSlackId: string | null;
  askedFor: string;
  /** Of who gets the right; null until that is known. */
  email: string | null;
  name: string | null;
  /** The Mac was looked at, and may be had. */
  checked: boolean;
}

/** What a workflow has to know of a request. */
export async function readAccessFacts(db: Db, id: string): Promise<AccessFacts> {
  const of = await findRequest(db, SYSTEM, id);
  return {
    source: of.source,
    requesterSlackId: of.requesterSlackId,
    askedFor: of.askedFor,
    email: of.beneficiaryEmail,
    name: of.beneficiaryName,
    checked: of.checkedAt !== null,
  };
}
