import { isAsciiAlnum } from './chars.ts';

const HIVES: Record<string, string> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
};
const LONG_HIVES = new Set(Object.values(HIVES));

/** The long upper-case name of a registry hive (`HKLM` → `HKEY_LOCAL_MACHINE`), or null. */
export function hiveOf(name: string): string | null {
  const upper = name.toUpperCase();
  return HIVES[upper] ?? (LONG_HIVES.has(upper) ? upper : null);
}

/** `HKEY_LOCAL_MACHINE\Software\…`: the hive in its long form, single backslashes, the rest as written; or null. */
export function parseRegistryKey(text: string): string | null {
  const match = /^(?:Computer\\+)?(HK[A-Z_]{1,18}):?\\+([^\\].*)$/is.exec(text);
  const hive = match && hiveOf(match[1]!);
  if (!hive || /[\r\n]/.test(text)) return null;
  const rest = collapse(match[2]!).replace(/\\$/, '');
  return rest ? `${hive}\\${rest}` : null;
}

const LONGEST_PATH = 4096;
/** What no path holds, and what Windows forbids below a drive. */
const BROKEN = /[\r\n\0]/;
const FORBIDDEN = /[<>"|*?:]/;

/**
 * A Windows path (drive, `%VARIABLE%` or UNC) with single backslashes and an upper-case drive letter, or an absolute or
 * home Unix path without doubled or trailing slashes; else null. The case of names is kept as written.
 */
export function parseFilePath(text: string): string | null {
  if (text.length > LONGEST_PATH || BROKEN.test(text)) return null;
  const first = text.charCodeAt(0);
  if (first === 47 || first === 126) return parseUnixPath(text);
  if (first === 37) return parseVariablePath(text);
  if (first !== 92) return parseDrivePath(text);
  return (text.startsWith('?\\', 2) ? parseOddDrivePath(text) : null) ?? parseUncPath(text);
}

function parseDrivePath(text: string): string | null {
  const first = text.charCodeAt(0);
  // As nearly all are written already; it saves the expression below.
  const usual = first >= 65 && first <= 90 && text.startsWith(':\\', 1) && isAsciiAlnum(text.charCodeAt(3));
  if (!usual) return parseOddDrivePath(text);
  if (FORBIDDEN.test(text.slice(3))) return null;
  return backslashed(text);
}

function parseOddDrivePath(text: string): string | null {
  const drive = /^(?:\\\\\?\\)?([a-z]):[\\/]+(.+)$/is.exec(text);
  if (!drive || FORBIDDEN.test(drive[2]!)) return null;
  return `${drive[1]!.toUpperCase()}:\\${backslashed(drive[2]!)}`;
}

function parseVariablePath(text: string): string | null {
  const variable = /^(%[a-z_()0-9]{2,32}%)\\+(.+)$/is.exec(text);
  return variable && `${variable[1]!.toUpperCase()}\\${backslashed(variable[2]!)}`;
}

/** In canonical form already, as nearly all are: then nothing has to be taken apart. */
const USUAL_UNC = /^\\\\[a-z0-9][a-z0-9.$_-]*(?:\\[^\\/\s][^\\/]*)+$/;

function parseUncPath(text: string): string | null {
  if (USUAL_UNC.test(text)) return text;
  const unc = /^\\{2,4}([^\\/\s?]+)\\{1,2}([^\\/\s].*)$/s.exec(text);
  return unc && `\\\\${unc[1]!.toLowerCase()}\\${backslashed(unc[2]!)}`;
}

function parseUnixPath(text: string): string | null {
  return /^~?\/[^/\s]/.test(text) ? withoutIdleSlashes(text) : null;
}

/** A Unix path in canonical form, when it is already known to be one. */
export function withoutIdleSlashes(text: string): string {
  const single = text.includes('//') ? text.replace(/\/{2,}/g, '/') : text;
  return single.endsWith('/') ? single.slice(0, -1) : single;
}

function backslashed(path: string): string {
  const own = collapse(path.includes('/') ? path.replaceAll('/', '\\') : path);
  return own.length > 1 && own.endsWith('\\') ? own.slice(0, -1) : own;
}

const collapse = (path: string) => (path.includes('\\\\') ? path.replace(/\\{2,}/g, '\\') : path);
