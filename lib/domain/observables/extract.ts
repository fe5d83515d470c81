import { fangedView } from './refang.ts';
import { type Scan, scanText } from './scan.ts';
import type { Extracted } from './types.ts';

/**
 * Every observable of a text, in the order of their offsets (UTF-16 units of the text as given), each with its value in
 * canonical form. Defanged writings are understood. Nothing overlaps but what is part of something else and
 * stands for itself: the host of a URL or of a UNC path, the target of a redirector, the hash that names a file. An e-mail
 * address does not give its domain. Takes time linear in the text, whatever is in it.
 *
 * Not found in running text, only in named fields: users, devices, processes, command lines.
 */
export function extract(text: string): Extracted[] {
  return extractWithSteps(text).found;
}

/** As `extract`, with the number of units that were looked at. */
export function extractWithSteps(text: string): Pick<Scan, 'found' | 'steps'> {
  const view = fangedView(text);
  const { found, steps } = scanText(view.text);
  if (view.text !== text) {
    for (const item of found) {
      item.start = view.startOf(item.start);
      item.end = view.endOf(item.end - 1);
    }
  }
  return { found, steps: steps + text.length };
}
