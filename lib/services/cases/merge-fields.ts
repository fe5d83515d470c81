import type { Case } from '../../db/schema/index.ts';
import { MOST } from '../../domain/case.ts';
import { INJECTION_TAG, withInjectionTag } from '../../domain/injection/index.ts';
import type { MergeRecord } from '../../domain/merge.ts';
import type { CaseChange } from './save.ts';

type Gained = MergeRecord['gained'];

/** What the survivor gains of the source's fields; what is beyond a field's limit stays on the source's record. */
export function gainedBy(into: Case, source: Case): Gained {
  const urls = new Set(into.links.map((link) => link.url));
  const people = new Set([...into.watchers, ...into.collaborators, into.assigneeId]);
  // Who worked on the source goes on seeing it, where it is now.
  const workers = [source.assigneeId, ...source.collaborators].filter((id) => id !== null);
  return {
    tags: without(source.tags, into.tags).slice(0, Math.max(0, MOST.tags - into.tags.length)),
    techniques: without(source.techniques, into.techniques).slice(
      0,
      Math.max(0, MOST.techniques - into.techniques.length),
    ),
    links: source.links
      .map((link) => link.url)
      .filter((url) => !urls.has(url))
      .slice(0, Math.max(0, MOST.links - into.links.length)),
    watchers: without(source.watchers, [...into.watchers]),
    collaborators: [...new Set(workers)].filter((id) => !people.has(id)),
    customFields: Object.keys(source.customFields).filter((name) => !Object.hasOwn(into.customFields, name)),
  };
}

/** The survivor's fields with what it gained. */
export function withGained(into: Case, source: Case, gained: Gained): CaseChange {
  const links = source.links.filter((link) => gained.links.includes(link.url));
  const fields = gained.customFields.map((name) => [name, source.customFields[name]!] as const);
  const tags = [...into.tags, ...gained.tags];
  return {
    // A case that is full of tags still gains this one.
    tags: source.tags.includes(INJECTION_TAG) ? withInjectionTag(tags) : tags,
    techniques: [...into.techniques, ...gained.techniques],
    links: [...into.links, ...links],
    watchers: [...into.watchers, ...gained.watchers],
    collaborators: [...into.collaborators, ...gained.collaborators],
    customFields: { ...into.customFields, ...Object.fromEntries(fields) },
  };
}

/** The survivor's fields without it again, as far as it is still there as it came. */
export function withoutGained(into: Case, source: Case, gained: Gained): CaseChange {
  const came = (name: string) => JSON.stringify(into.customFields[name]) === JSON.stringify(source.customFields[name]);
  const fields = Object.entries(into.customFields).filter(
    ([name]) => !(gained.customFields.includes(name) && came(name)),
  );
  return {
    tags: without(into.tags, gained.tags),
    techniques: without(into.techniques, gained.techniques),
    links: into.links.filter((link) => !gained.links.includes(link.url)),
    watchers: without(into.watchers, gained.watchers),
    collaborators: without(into.collaborators, gained.collaborators),
    customFields: Object.fromEntries(fields),
  };
}

const without = <T>(all: readonly T[], gone: readonly T[]) => all.filter((one) => !gone.includes(one));
