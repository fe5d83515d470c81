/** An address below a connector's base URL. A base that is only a host gets `prefix`; any other is taken as it was set. */
export function endpointOf(baseUrl: string, prefix: string, path: string): string {
  const url = URL.parse(baseUrl);
  const base = url && url.pathname === '/' ? `${url.origin}${prefix}` : baseUrl;
  return `${base.replace(/\/+$/, '')}${path}`;
}
