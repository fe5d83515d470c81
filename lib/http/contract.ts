import type { z } from 'zod';

/** What one operation of the API takes and answers: the source of openapi.json and of the wrapper's rules. */
export interface Contract {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With parameters in braces, below /api/v1: `/cases/{key}`. */
  path: string;
  tag: string;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Bytes of the body; `JSON_LIMIT` where nothing is said. */
  bodyLimit?: number;
  /** The body is a file of so many bytes at the most, taken as it streams. */
  upload?: number;
  /** The answer of the good case. A null schema is an empty body, or a file where `media` names its type. */
  answer: { status: 200 | 201 | 202 | 204; schema: z.ZodType | null; media?: string };
  /** `required`: 428 without If-Match. */
  ifMatch?: 'required' | 'optional';
  /** The answer carries an ETag of the thing's version. */
  etag?: true;
  /** A POST whose answer is a secret is not kept for a repeated Idempotency-Key. */
  neverReplayed?: true;
  /** Fields of the answer that are shown once: a replay of it is without them. */
  shownOnce?: readonly string[];
  /** May be called with a one-time password that is still to be changed. */
  beforePasswordChange?: true;
}

/** Declares an operation; keeps its literal types. */
export const contract = <const C extends Contract>(definition: C): C => definition;
