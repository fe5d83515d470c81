import { smallLetters } from './small-letters.ts';

/**
 * Patterns of command lines that are known to be good: plain text in which `*` stands for anything but what begins another command, starts
 * another program or leaves a folder. There are no regular expressions, so that no pattern can hold up a run.
 */
export interface KnownGood {
  pattern: string;
  /** The program's part and the arguments', each cut at its stars, in small letters. */
  program: readonly string[];
  arguments: readonly string[];
  /** It ends within the program's part, with a star: arguments are not looked at. */
  anyArguments: boolean;
  /** Narrows what a star stands for. */
  star?: (text: string) => boolean;
  /** A program whose path has blanks must stand in quotes: without them, Windows may start another one. */
  quoted?: boolean;
}

/** What lets a line go on with another command, write to a file, work something out or climb out of a folder. */
const SIGNS = /[&|;<>`(]|\.\.\s*[\\/]/g;
/** A line break, and what is none and may be taken for one. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** No star stands for it. */
const goesOn = (text: string): boolean => text.search(SIGNS) !== -1 || BREAKS.test(text);

/**
 * Whether a line that was read, undone, goes on where it does not as it is written: carets and variables of cmd can make `..\`, which no star
 * stands for.
 */
export const goesOnWhenRead = (line: string, read: string): boolean =>
  (read.match(SIGNS)?.length ?? 0) > (line.match(SIGNS)?.length ?? 0);

/** A name ends at a blank: with one, a star would stand for another program before it. */
const LEAVES_PROGRAM = /\s/;
/** Another computer, or a folder where anybody can put a program: who means one writes it out. */
const ANYBODYS = /^[\\/]{2}|:\/\/|(?:^|[\\/])(?:users|te?mp|programdata|perflogs|\$recycle\.bin)(?:[\\/]|$)/;
const LONGEST = 8_192;

/** The list as an administrator or this product wrote it, the latter with what its stars stand for. */
export function compileKnownGood(patterns: readonly string[], star?: (text: string) => boolean): KnownGood[] {
  return patterns
    .filter((pattern) => pattern.replaceAll('*', '').trim() !== '')
    .map((pattern) => {
      const [program, rest] = partsOf(pattern);
      return {
        pattern,
        program: program.split('*'),
        arguments: rest.split('*'),
        anyArguments: rest === '' && program.endsWith('*'),
        ...(star && { star, quoted: program.includes(' ') }),
      };
    });
}

/** Programs that run whatever they are told to. */
const RUNS_ANYTHING =
  /^(?:.*[\\/])?(?:powershell|pwsh|cmd|wscript|cscript|mshta|rundll32|regsvr32|msbuild|installutil|msiexec|wmic|certutil|bitsadmin|schtasks|forfiles|conhost|explorer|(?:ba|z|da|k)?sh|python[\d.]*|perl|ruby|php|node|java|osascript|curl|wget|psexec(?:64)?|regasm|regsvcs|cmstp|odbcconf|hh|pcalua|mavinject(?:32|64)?|control|runas|winrs|wsl|dotnet|npx|deno|bun|lua|tclsh|busybox|env|sudo|nohup|xargs|g?awk|ssh|plink)(?:\.exe)?\*?$/;

/** Whether a pattern would clear whatever a program that runs anything is told to do, or any program at all. */
export function isTooWide(pattern: string): boolean {
  const [program, rest] = partsOf(pattern);
  const anything = /^\*+$/.test(rest) || (rest === '' && program.endsWith('*'));
  const anyProgram = /^[*?\\/:a-z]{0,3}\*(?:\.exe)?\*?$/.test(program);
  return anyProgram || (anything && RUNS_ANYTHING.test(program));
}

/** The first pattern that the whole line fits, or null. Time is in proportion to the line and the pattern. */
export function patternOf(line: string, list: readonly KnownGood[]): string | null {
  if (line.length > LONGEST || list.length === 0) return null;
  const [program, rest] = partsOf(line);
  const isQuoted = line.trimStart().startsWith('"');
  const fitting = list.find(
    (one) =>
      (isQuoted || !one.quoted) &&
      fits(program, one.program, (gap) => !LEAVES_PROGRAM.test(gap) && !ANYBODYS.test(gap)) &&
      (one.anyArguments ? !goesOn(rest) : fits(rest, one.arguments, one.star)),
  );
  return fitting?.pattern ?? null;
}

/** Where the name of a program that stands with its path ends: programs may have blanks in their folders. */
const PATH_END = /\.(?:exe|com|cmd|bat|ps1|vbs|js|msc|dll|sys|sh|py)(?=\*?(?:\s|$))/;

/**
 * The program, and its arguments with single blanks; both without quotes, in small letters. A folder whose name has two blanks or an unusual
 * one is another folder, and a line break begins another command.
 */
function partsOf(line: string): [program: string, rest: string] {
  const text = smallLetters(line.trim());
  const plain = (part: string) => part.replaceAll('"', '');
  const single = (part: string) =>
    plain(part)
      .replaceAll(/[ \t]+/g, ' ')
      .replace(/^ | $/g, '');
  const quoted = /^"([^"]*)"(.*)$/s.exec(text);
  if (quoted) return [plain(quoted[1]!), single(quoted[2]!)];
  const end = endOfProgram(text);
  return [plain(text.slice(0, end)), single(text.slice(end))];
}

/** Of one with a path: the end of its file's name, else of its last folder; else the first word. */
function endOfProgram(text: string): number {
  if (!/^(?:[a-z]:|\*|%\w+%)?\\/.test(text)) return /^\S*/.exec(text)![0].length;
  const file = PATH_END.exec(text);
  if (!file) return text.lastIndexOf('\\') + /^[^ ]*/.exec(text.slice(text.lastIndexOf('\\')))![0].length;
  const end = file.index + file[0].length;
  return text[end] === '*' ? end + 1 : end;
}

function fits(text: string, parts: readonly string[], star: (gap: string) => boolean = () => true): boolean {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  const isGap = (gap: string) => !goesOn(gap) && star(gap);
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    // The nearest place leaves the shortest gap: if that holds another command, every later one does.
    if (found === -1 || found + part.length > end || !isGap(text.slice(at, found))) return false;
    at = found + part.length;
  }
  return isGap(text.slice(at, end));
}
