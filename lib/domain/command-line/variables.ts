import { type Pass, replaceEach } from './step.ts';

const MOST = 64;

/** Fills in what the line itself has put into variables: `$a='iex'; &$a` and `a=who;b=ami;$a$b`. */
export function fillVariables(text: string): Pass {
  if (!text.includes('$') || !text.includes('=')) return { text, results: [] };
  const set = new Map<string, string>();
  const assigned = [
    ["'", /\$(\w{1,40})\s{0,5}=\s{0,5}'([^'$]{1,2000})'\s{0,5}(?=[;\r\n)}]|$)/g],
    ['"', /\$(\w{1,40})\s{0,5}=\s{0,5}"([^"$]{1,2000})"\s{0,5}(?=[;\r\n)}]|$)/g],
    ['', /(?:^|[;&"'\s])([A-Za-z_]\w{0,40})=['"]?([\w./:-]{1,200})['"]?(?=[;&\s])/g],
  ] as const;
  for (const [quote, pattern] of assigned)
    for (const [, name, value] of text.matchAll(pattern)) {
      if (set.size < MOST && !set.has(name!)) set.set(name!, quote + value! + quote);
    }
  if (set.size === 0) return { text, results: [] };
  return replaceEach(text, /\$\{?(\w{1,40})\}?(?!\s{0,5}=)/g, (match) => set.get(match[1]!) ?? null);
}
