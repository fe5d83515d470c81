import { type Pass, passes, replaceEach } from './step.ts';

/** Variables that every Windows has, with the values that they ship with. Lines are built out of their letters. */
const DEFAULTS: Readonly<Record<string, string>> = {
  allusersprofile: 'C:\\ProgramData',
  appdata: 'C:\\Users\\user\\AppData\\Roaming',
  commonprogramfiles: 'C:\\Program Files\\Common Files',
  comspec: 'C:\\Windows\\system32\\cmd.exe',
  homedrive: 'C:',
  localappdata: 'C:\\Users\\user\\AppData\\Local',
  os: 'Windows_NT',
  pathext: '.COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC',
  processor_architecture: 'AMD64',
  programdata: 'C:\\ProgramData',
  programfiles: 'C:\\Program Files',
  'programfiles(x86)': 'C:\\Program Files (x86)',
  programw6432: 'C:\\Program Files',
  psmodulepath: 'C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules',
  public: 'C:\\Users\\Public',
  systemdrive: 'C:',
  systemroot: 'C:\\Windows',
  temp: 'C:\\Users\\user\\AppData\\Local\\Temp',
  tmp: 'C:\\Users\\user\\AppData\\Local\\Temp',
  userprofile: 'C:\\Users\\user',
  windir: 'C:\\Windows',
};

/** Variables of PowerShell itself, of which single letters are taken. */
const SHELL_DEFAULTS: Readonly<Record<string, string>> = {
  pshome: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
  shellid: 'Microsoft.PowerShell',
  verbosepreference: 'SilentlyContinue',
  maximumdrivecount: '4096',
};

const own = (table: Readonly<Record<string, string>>, name: string) =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** `%NAME%`, `%NAME:~start,length%` and `%NAME:this=that%`; also with `!`, which delays. */
const CMD =
  /[%!]([A-Za-z_][\w()]{0,30})(?::(?:~(-?\d{1,4})(?:,(-?\d{1,4}))?|([^%!=\r\n]{1,60})=([^%!\r\n]{0,60})))?[%!]/g;

/** Fills in the variables of cmd that are known. `set` are those that the line sets itself. */
export function expandCmd(text: string, set: Readonly<Record<string, string>> = {}): Pass {
  if (!text.includes('%') && !text.includes('!')) return { text, results: [] };
  return replaceEach(text, CMD, ([, name, start, length, from, to]) => {
    const key = name!.toLowerCase();
    const value = own(set, key) ?? own(DEFAULTS, key);
    if (value === undefined) return null;
    if (start !== undefined) return sliceOf(value, Number(start), length === undefined ? undefined : Number(length));
    return from === undefined ? value : value.split(from).join(to ?? '');
  });
}

function sliceOf(value: string, start: number, length: number | undefined): string {
  const begin = start < 0 ? Math.max(0, value.length + start) : start;
  if (length === undefined) return value.slice(begin);
  return length < 0 ? value.slice(begin, length) : value.slice(begin, begin + length);
}

const MOST_SET = 200;

/** The variables that the line sets for itself: `set a=pow&& set "b=ershell"`. */
export function setInLine(text: string): Record<string, string> {
  const set: Record<string, string> = Object.create(null);
  if (!/\bset\b/i.test(text)) return set;
  let count = 0;
  for (const [, quoted, name, value] of text.matchAll(/\bset\s{1,20}(")?([A-Za-z_]\w{0,30})=([^"&|\r\n]{0,2000})/gi)) {
    const key = name!.toLowerCase();
    // `set path=%path%;…` adds to what is not known here, each time that it would be filled in.
    if (!value!.toLowerCase().includes(`%${key}%`)) set[key] = quoted ? value! : value!.replace(/\s$/, '');
    count += 1;
    if (count >= MOST_SET) break;
  }
  return set;
}

const INDEXED = /\$\{?(?:env:)?(\w{1,40})\}?\[\s{0,5}(-?\d{1,3}(?:\s{0,5},\s{0,5}-?\d{1,3}){0,40})\s{0,5}\]/gi;
const PLAIN = /\$(?:\{env:(\w{1,40})\}|env:(\w{1,40}))/gi;

/** Fills in PowerShell's `$env:comspec[4,15,25]` and `$env:temp` as far as they are known, letters as quoted text. */
export function expandPowerShell(text: string): Pass {
  if (!text.includes('$')) return { text, results: [] };
  return passes(text, [
    lettersOf,
    (whole) => replaceEach(whole, PLAIN, ([, braced, plain]) => named(braced ?? plain!)),
  ]);
}

const named = (name: string) => own(DEFAULTS, name.toLowerCase()) ?? null;

const lettersOf = (text: string): Pass =>
  replaceEach(text, INDEXED, ([, name, indexes]) => {
    const key = name!.toLowerCase();
    const value = own(SHELL_DEFAULTS, key) ?? own(DEFAULTS, key);
    if (value === undefined) return null;
    const chars = indexes!.split(',').map((index) => value.at(Number(index)) ?? '');
    return chars.length === 1 ? `'${chars[0]}'` : `(${chars.map((char) => `'${char}'`).join(',')})`;
  });
