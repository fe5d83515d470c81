import type { AnswerHeaders } from '../http/retry-after.ts';

/**
 * The query string of `rel="next"` in Okta's `Link` headers, or null. Only the query is taken: the rest of the address is our own
 * connection's, so that no answer can send the token elsewhere.
 */
export function nextQuery(headers: AnswerHeaders): string | null {
  const links = [headers.link ?? []].flat().join(', ');
  for (const [, address = '', parameters = ''] of links.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (!/;\s*rel\s*=\s*"?next"?(?=[\s;,]|$)/i.test(parameters)) continue;
    return URL.parse(address)?.search.slice(1) || null;
  }
  return null;
}
