import { refOf } from '../../domain/actor.ts';
import { CaseLink, keyOf, MOST } from '../../domain/case.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { conflict } from '../errors.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { textsOfFields } from '../injections/texts.ts';
import { type Ctx, emit, parse, transact, writeTimeline } from '../kernel/index.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { saveCase } from './save.ts';
import { caseView } from './view.ts';

/** Adds links; an address that is there already is not added again. */
export async function addLinks({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; links: CaseLink[] };
}): Promise<CaseView> {
  await authorizeFor(ctx, input.key, 'case.update');
  const links = input.links.map((link) => parse(CaseLink, link));
  return transact(ctx, 'cases.add-links', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.update');
    const known = new Set(before.links.map((link) => link.url));
    const added = links.filter((link) => !known.has(link.url) && known.add(link.url));
    if (added.length === 0) return caseView(tx.tx, tx, before);
    if (known.size > MOST.links) throw conflict(`A case holds at most ${MOST.links} links.`);
    const { after } = await saveCase(tx, before, { links: [...before.links, ...added] }, 'case.link');
    await writeTimeline(tx, {
      caseId: before.id,
      kind: 'link',
      summary: added.length === 1 ? `Added the link ${added[0]!.title}` : `Added ${added.length} links`,
      detail: { links: added },
    });
    const said = { key: keyOf(before.number), actor: refOf(tx.actor) };
    await emit(
      tx,
      'case/updated',
      { ...said, previous: { links: before.links.length }, current: { links: after.links.length } },
      { caseId: before.id },
    );
    await flagOrders(tx, before.id, textsOfFields(after, before));
    return caseView(tx.tx, tx, await lockCase(tx, input.key, 'case.update'));
  });
}
