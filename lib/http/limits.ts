import { MAX_BYTES } from '../services/deliveries/body.ts';

/** Bytes that a body of the API may have, where its contract says nothing else. */
export const JSON_LIMIT = 1024 * 1024;
export const HOOK_LIMIT = MAX_BYTES;
/** For a hook's body within JSON: each of its quotes and line breaks takes two bytes there. */
export const QUOTED_BODY_LIMIT = 2 * HOOK_LIMIT + JSON_LIMIT;
