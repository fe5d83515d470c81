/** Where to go after the sign-in: a path of ours, never another site's (`//evil.example`, `/\evil.example`). */
export function safeNext(next: string | string[] | undefined): string {
  const path = Array.isArray(next) ? next[0] : next;
  if (!path?.startsWith('/') || /^\/[/\\]|[\p{Cc}]/u.test(path)) return '/cases';
  const url = new URL(path, 'http://watchfloor.invalid');
  return url.host === 'watchfloor.invalid' ? url.pathname + url.search : '/cases';
}
