/** Pieces that, repeated, make a reader that looks again and again slow. */
export const HOSTILE: readonly (readonly [name: string, part: string])[] = [
  ['letters', 'a'],
  ['single quotes', "'"],
  ['double quotes', '"'],
  ['parts without an end', "'+"],
  ['lists without an end', "'a',"],
  ['escaped quotes', '"`'],
  ['carets', '^a'],
  ['open brackets', "('"],
  ['variables without an end', '%a:~1,'],
  ['variables that double', 'set a=%a%%a%&'],
  ['Base64 switches', '-e AAAAAAAA '],
  ['Base64', 'QUFB'],
  ['codes', '1,1,'],
  ['escapes', '\\x41'],
  ['backslashes', 'a\\b'],
  ['blanks', ' '],
  ['format strings', "'{0}' -f "],
  ['replacements', "'a'.replace('a','aa')+"],
  ['character codes', '[char]65+'],
  ['calls of Base64', "frombase64string('"],
  ['echoes', 'echo '],
  ['letters of variables', '$a[1,'],
  ['strange quotes', '\u201c'],
  ['variables of scripts', "$a='b';"],
  ['cradles', 'iex(iwr http://1.1.1.1 '],
  ['schedules', 'schtasks /create cmd /c '],
  ['copies', 'copy \\\\a\\c '],
];

const list = (length: number) => `${"'a',".repeat(length / 4)}'a'`;

/** Lines of about a size whose parts, taken together, ask for far more of a reader than there is of them. */
export const BOMBS: readonly (readonly [name: string, of: (size: number) => string])[] = [
  ['a list joined by a text', (size) => `(${list(size / 2)}) -join '${'b '.repeat(size / 4)}'`],
  ['String.Join', (size) => `[string]::join('${'b '.repeat(size / 4)}',(${list(size / 2)}))`],
  ['lists joined by a text', (size) => `(${list(2_000)}) -join '${'b'.repeat(80)}';`.repeat(size / 2_100)],
  ['a replacement', (size) => `'${'x'.repeat(size / 2)}'.replace('x','${'yz'.repeat(size / 4)}')`],
  ['-replace', (size) => `'${'X'.repeat(size / 2)}' -replace 'x','${'yz'.repeat(size / 4)}'`],
  ['replacements', (size) => `'${'x'.repeat(900)}'.replace('x','${'y'.repeat(60)}');`.repeat(size / 1_000)],
  ['replacements of what was replaced', (size) => `'xx'${".replace('x','xx')".repeat(size / 18)}`],
  ['replacements of nothing', (size) => `'${'x'.repeat(size / 2)}'${".replace('y','z')".repeat(size / 36)}`],
  ['a format string', (size) => `'${'{0}'.repeat(size / 6)}' -f '${'b '.repeat(size / 4)}'`],
  ['format strings of format strings', (size) => `${"'{0}{0}' -f (".repeat(size / 14)}'ab'${')'.repeat(size / 14)}`],
  ['a format string without places', (size) => `'${'b '.repeat(size / 4)}' -f ${list(size / 2)}`],
  ['lists in brackets', (size) => `${'('.repeat(size / 4)}${list(size / 2)}${')'.repeat(size / 4)}`],
  ['reversed texts', (size) => `'${'z'.repeat(size / 2)}'${'[-1..-9]'.repeat(size / 16)}`],
  ['quotes joined by quotes', (size) => `(${list(size / 2)}) -join '${"''".repeat(size / 4)}'`],
  ['a variable of cmd', (size) => `set a=${'b'.repeat(1_900)}&${'%a%'.repeat(size / 3 - 640)}`],
  [
    'a variable of cmd, replaced',
    (size) => `set a=${'b'.repeat(1_900)}&${`%a:b=${'y'.repeat(59)}%`.repeat(size / 67 - 29)}`,
  ],
  [
    'variables of cmd, of each other',
    (size) => `set a=%b%%b%&set b=%c%%c%&set c=%a%%a%&${'%a%'.repeat(size / 3 - 12)}`,
  ],
  ['a variable of a script', (size) => `$a='${'b'.repeat(1_900)}';${'$a'.repeat(size / 2 - 960)}`],
  ['a variable of Windows', (size) => '%psmodulepath%'.repeat(size / 14)],
  ['a variable of Windows, replaced', (size) => `%pathext:.=${'y'.repeat(60)}%`.repeat(size / 72)],
  ['compressed data', (size) => "frombase64string('H4sIAAAAAAAAA0tMSgYAwkEkNQMAAAA=')".repeat(size / 48)],
];

/** Lines of a size with one long word, in which a rule that looks for the end of a word looks again and again. */
export const RUNS: readonly (readonly [name: string, of: (size: number) => string])[] = [
  ['switches of rm', (size) => `rm -${'r'.repeat(size - 4)}`],
  ['switches of grep', (size) => `grep -${'r'.repeat(size - 12)} pwd`],
  ['switches of xattr', (size) => `xattr -${'c'.repeat(size - 7)}`],
  ['names of tools', (size) => 'meshagent'.repeat(size / 9)],
  ['names of packers', (size) => `${'7z'.repeat(size / 2 - 5)} login data`],
];
