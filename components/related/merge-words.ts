import { rankOf } from '#lib/domain/severity.ts';
import type { MergePreview } from '#lib/domain/views/evidence.ts';

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** What a merge brings to the case that stays, a line each; nothing is not told. */
export function mergeWords(preview: MergePreview): string[] {
  const { observables, events, files, tasks, timers, tags, links, people, customFields } = preview;
  const [source, into] = [preview.source.key, preview.into.key];
  return [
    observables.added > 0 && `${plural(observables.added, 'new observable')}`,
    observables.shared > 0 && `${plural(observables.shared, 'observable')} that both have, in the stronger role`,
    events > 0 && plural(events, 'vendor event'),
    files > 0 && plural(files, 'file'),
    tasks > 0 && `${plural(tasks, 'task')}; what both have is kept once`,
    timers.length > 0 && `Timers that run on: ${timers.join(', ')}`,
    links > 0 && plural(links, 'link'),
    tags.length > 0 && `Tags: ${tags.join(', ')}`,
    customFields.length > 0 && `Fields: ${customFields.join(', ')}`,
    people > 0 && plural(people, 'person who follows it', 'people who follow it'),
    rankOf(preview.source.severity) > rankOf(preview.into.severity) &&
      `${into} stays ${preview.into.severity}, ${source} is ${preview.source.severity}: raise it if that is right`,
    preview.becomesVip && `${into} becomes a VIP case`,
    `The timeline of ${source}, read with that of ${into}`,
  ].filter((line) => line !== false);
}
