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
}

/** What lets a line go on with another command, write to a file, work something out or climb out of a folder: no star stands for it. */
const GOES_ON = /[&|;<>`\r\n(]|\.\.[\\/]/;
/** A name ends at a blank: with one, a star would stand for another program before it. */
const LEAVES_PROGRAM = /\s/;
const LONGEST = 8_192;

export function compileKnownGood(patterns: readonly string[]): KnownGood[] {
  return patterns
    .filter((pattern) => pattern.replaceAll('*', '').trim() !== '')
    .map((pattern) => {
      const [program, rest] = partsOf(pattern);
      return {
        pattern,
        program: program.split('*'),
        arguments: rest.split('*'),
        anyArguments: rest === '' && program.endsWith('*'),
      };
    });
}

/** Programs that run whatever they are told to. */
const RUNS_ANYTHING =
  /^(?:.*[\\/])?(?:powershell|pwsh|cmd|wscript|cscript|mshta|rundll32|regsvr32|msbuild|installutil|msiexec|wmic|certutil|bitsadmin|schtasks|forfiles|conhost|explorer|(?:ba|z|da|k)?sh|python[\d.]*|perl|ruby|php|node|java|osascript|curl|wget|psexec(?:64)?)(?:\.exe)?\*?$/;

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
  const fitting = list.find(
    (one) =>
      fits(program, one.program, LEAVES_PROGRAM) &&
      (one.anyArguments ? !GOES_ON.test(rest) : fits(rest, one.arguments)),
  );
  return fitting?.pattern ?? null;
}

/** Where the name of a program that stands with its path ends: programs may have blanks in their folders. */
const PATH_END = /\.(?:exe|com|cmd|bat|ps1|vbs|js|msc|dll|sys|sh|py)(?=\*?(?:\s|$))/;

/** The program and its arguments, without quotes, in small letters with single blanks. */
function partsOf(line: string): [program: string, rest: string] {
  const text = line.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const plain = (part: string) => part.replaceAll('"', '').trim();
  const quoted = /^"([^"]*)"(.*)$/s.exec(text);
  if (quoted) return [plain(quoted[1]!), plain(quoted[2]!)];
  const end = endOfProgram(text);
  return [plain(text.slice(0, end)), plain(text.slice(end))];
}

/** Of one with a path: the end of its file's name, else of its last folder; else the first word. */
function endOfProgram(text: string): number {
  if (!/^(?:[a-z]:|\*|%\w+%)?\\/.test(text)) return /^\S*/.exec(text)![0].length;
  const file = PATH_END.exec(text);
  if (!file) return text.lastIndexOf('\\') + /^[^ ]*/.exec(text.slice(text.lastIndexOf('\\')))![0].length;
  const end = file.index + file[0].length;
  return text[end] === '*' ? end + 1 : end;
}

function fits(text: string, parts: readonly string[], never?: RegExp): boolean {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  const isGap = (gap: string) => !GOES_ON.test(gap) && !never?.test(gap);
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
