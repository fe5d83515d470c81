import { EndingFilter } from './ending-filter.ts';

/** Endings by which a bare word is taken for a file. */
const EXTENSIONS = new Set(
  (
    'exe dll sys scr drv ocx cpl bat cmd ps1 psm1 psd1 vbs vbe js jse mjs wsf wsh hta jar class war msi msp msix appx lnk ' +
    'iso img vhd vhdx zip rar 7z gz tgz tar bz2 xz cab apk ipa dmg deb rpm elf so dylib bin dat tmp py pyc sh bash php ' +
    'asp aspx jsp doc docx docm dot dotm xls xlsx xlsm xlsb xll ppt pptx pptm pdf rtf csv txt log md mov json xml yml yaml conf ' +
    'cfg ini html htm mht svg png jpg jpeg gif ico one eml msg db sqlite key pem crt cer p12 pfx kdbx bak reg inf evtx pcap dmp ' +
    'ko service plist go ts tsx jsx cpp'
  ).split(' '),
);

/** Endings that are also top-level domains: a word of more than two labels, or with `www`, is then a name. */
const ALSO_TLDS = new Set(['so', 'sh', 'md', 'zip', 'mov']);

/** Products whose names look like files. */
const PRODUCTS = new Set(['node.js', 'next.js', 'vue.js', 'react.js', 'three.js', 'd3.js', 'nuxt.js', 'express.js']);

const EXTENSION_FILTER = new EndingFilter(EXTENSIONS);
const LONGEST_EXTENSION = Math.max(...[...EXTENSIONS].map((extension) => extension.length));

/** Whether the dotted word from `start` to `end` is a file's name rather than a host's. Only a URL or an address says otherwise. */
export function isFileName(text: string, start: number, end: number): boolean {
  const dot = text.lastIndexOf('.', end - 1);
  if (dot <= start || end - dot - 1 > LONGEST_EXTENSION || !EXTENSION_FILTER.mayHold(text, dot + 1, end)) return false;
  const extension = text.slice(dot + 1, end).toLowerCase();
  if (!EXTENSIONS.has(extension)) return false;
  const word = text.slice(start, end);
  if (!ALSO_TLDS.has(extension)) return !PRODUCTS.has(word.toLowerCase());
  if (/^www\d?\./i.test(word)) return false;
  if (extension === 'so') return /^lib/i.test(word);
  return true;
}
