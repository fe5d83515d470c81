import { refOf } from '../../domain/actor.ts';
import { type CaseLink, type CustomFields, keyOf, MOST } from '../../domain/case.ts';
import { cut } from '../../domain/text.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { textsOfFields, textsOfObservables } from '../injections/texts.ts';
import { authorize, type Ctx, emit, jsonbSafe, transact, writeTimeline } from '../kernel/index.ts';
import { type Candidate, linkObservables } from '../observables/link.ts';
import { lockCase } from './fetch.ts';
import { changedFields, saveCase } from './save.ts';
import { refreshLeadTimer } from './timers.ts';

/** What a vendor's API knows of a case beyond the event that opened it. */
export interface CaseFacts {
  customFields: CustomFields;
  tags: string[];
  links: CaseLink[];
  /** Markdown, put below the description unless it is there already. */
  section: string | null;
  observables: Omit<Candidate, 'origins'>[];
}

export interface AddFactsInput {
  key: string;
  facts: CaseFacts;
  /** Where the facts come from, such as `wiz-api`. */
  origin: string;
}

/** Adds what is new of a vendor's facts: a field or description that somebody has written is never overwritten. Answers what was added. */
export async function addFacts({ ctx, input }: { ctx: Ctx; input: AddFactsInput }): Promise<string[]> {
  authorize(ctx.actor, 'case.update');
  const { facts, origin } = jsonbSafe(input);
  return transact(ctx, 'cases.add-facts', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.update');
    const fields = Object.fromEntries(
      Object.entries(facts.customFields).filter(([name, value]) => value !== null && !(name in before.customFields)),
    );
    const tags = [...new Set([...before.tags, ...facts.tags])].slice(0, MOST.tags);
    const known = new Set(before.links.map((link) => link.url));
    const links = facts.links.filter(({ url }) => !known.has(url) && known.add(url));
    const section = facts.section && !before.description.includes(facts.section) ? facts.section : null;
    const { after, diff } = await saveCase(
      tx,
      before,
      {
        customFields: { ...before.customFields, ...fields },
        tags,
        links: [...before.links, ...links].slice(0, MOST.links),
        ...(section ? { description: cut(`${before.description}\n\n${section}`.trim(), MOST.descriptionLength) } : {}),
      },
      'case.add_facts',
    );
    const candidates = facts.observables.map((item) => ({ ...item, origins: [{ path: origin }] }));
    const linked = await linkObservables(tx, after, candidates);
    const changed = Object.keys(diff);
    if (changed.length > 0) {
      await writeTimeline(tx, {
        caseId: before.id,
        kind: 'updated',
        summary: `Added from ${origin}: ${changed.join(', ')}`,
        detail: changedFields(diff, after),
      });
      const said = { key: keyOf(before.number), previous: {}, current: { changed }, actor: refOf(tx.actor) };
      await emit(tx, 'case/updated', said, { caseId: before.id });
      // The rule that found the case is one of its custom fields, and the figures copy it.
      await refreshLeadTimer(tx, before.id);
    }
    await flagOrders(tx, before.id, [...textsOfFields(after, before), ...textsOfObservables(linked.added)]);
    return [...changed, ...(linked.added.length > 0 ? [`${linked.added.length} observables from ${origin}`] : [])];
  });
}
