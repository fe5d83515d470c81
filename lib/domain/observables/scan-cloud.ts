import { isAlnum, lower } from './chars.ts';
import { parseCloudResource } from './cloud.ts';
import { emit, type Scan } from './scan.ts';

const LONGEST_ID = 2048;

/** `arn:aws:…` from `start`; like its two sisters it returns where to go on, 0 when there is none. */
export function scanArn(scan: Scan, start: number): number {
  return scan.text.startsWith('arn:aws', start) ? scanId(scan, start) : 0;
}

/** `/subscriptions/<id>/…` of Azure. */
export function scanAzureId(scan: Scan, start: number): number {
  const { text } = scan;
  if (lower(text.charCodeAt(start + 1)) !== 115 || isAlnum(text.charCodeAt(start - 1))) return 0;
  return /^\/subscriptions\//i.test(text.slice(start, start + 15)) ? scanId(scan, start) : 0;
}

/** `projects/<id>/…` of Google Cloud, also after `//<service>.googleapis.com/`. */
export function scanGoogleName(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  if (text.startsWith('projects/', start)) return scanId(scan, start);
  const full = end - start > 15 && text.startsWith('.googleapis.com/projects/', end - 15);
  return full && text.startsWith('//', start - 2) ? scanId(scan, start - 2) : 0;
}

function scanId(scan: Scan, start: number): number {
  const { text } = scan;
  if (start < scan.idsAfter) return 0;
  let end = start;
  while (end < start + LONGEST_ID && !endsId(text.charCodeAt(end))) end++;
  scan.steps += end - start;
  scan.idsAfter = end;
  while (end > start && '.,;:!?*'.includes(text[end - 1]!)) end--;
  const value = parseCloudResource(text.slice(start, end));
  if (!value) return 0;
  emit(scan, 'cloud_resource', value, start, end);
  return end;
}

/** Space, quotes, brackets, `,`, `;` and the end of the text (NaN). */
function endsId(c: number): boolean {
  return (
    !(c > 32) ||
    c === 34 ||
    c === 39 ||
    c === 44 ||
    c === 59 ||
    c === 60 ||
    c === 62 ||
    c === 96 ||
    c === 92 ||
    (c >= 123 && c <= 125) ||
    c === 93 ||
    c === 41
  );
}
