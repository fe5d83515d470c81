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

/**
 * A Windows path (drive, `%VARIABLE%` or UNC) with single backslashes and an upper-case drive letter, or an absolute or
 * home Unix path without doubled or trailing slashes; else null. The case of names is kept as written.
 */
export function parseFilePath(text: string): string | null {
  if (text.length > 4096 || /[\r\n\0]/.test(text)) return null;
  const drive = /^(?:\\\\\?\\)?([a-z]):[\\/]+(.+)$/is.exec(text);
  if (drive) return /[<>"|*?:]/.test(drive[2]!) ? null : `${drive[1]!.toUpperCase()}:\\${backslashed(drive[2]!)}`;
  const variable = /^(%[a-z_()0-9]{2,32}%)\\+(.+)$/is.exec(text);
  if (variable) return `${variable[1]!.toUpperCase()}\\${backslashed(variable[2]!)}`;
  const unc = /^\\{2,4}([^\\/\s?]+)\\{1,2}([^\\/\s].*)$/s.exec(text);
  if (unc) return `\\\\${unc[1]!.toLowerCase()}\\${backslashed(unc[2]!)}`;
  if (!/^~?\/[^/\s]/.test(text)) return null;
  const path = text.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  return path.length > 1 ? path : null;
}

const backslashed = (path: string) => collapse(path.replaceAll('/', '\\')).replace(/(.)\\$/, '$1');
const collapse = (path: string) => path.replace(/\\{2,}/g, '\\');
