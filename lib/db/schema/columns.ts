import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A moment, stored with zone. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Postgres' 64-bit transaction id: what a reader compares with the oldest running transaction, so that it misses no late commit. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/** Words of a text, for full-text search. Only ever written by Postgres. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
