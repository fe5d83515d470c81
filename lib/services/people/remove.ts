import { eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { authorizeFor, findCase } from '../cases/fetch.ts';
import { notFound } from '../errors.ts';
import { type Ctx, isUuid } from '../kernel/index.ts';
import { actionFor, changePart } from './change.ts';
import { PARTS, type Part } from './roles.ts';

export interface RemovePersonInput {
  key: string;
  part: Part;
  memberId: string;
}

/** Ends that a member watches a case or works with it. Who leaves a restricted case that way sees it no more. */
export async function removePerson({ ctx, input }: { ctx: Ctx; input: RemovePersonInput }): Promise<CaseView> {
  const { key, part, memberId } = input;
  const action = actionFor(ctx, part, memberId);
  await authorizeFor(ctx, key, action);
  const current = await findCase(ctx.db, ctx, key);
  const [member] = isUuid(memberId) ? await ctx.db.select().from(members).where(eq(members.id, memberId)) : [];
  if (!member || !current[part].includes(memberId)) throw notFound(`The ${PARTS[part]}`);
  return changePart(ctx, { key, part, action }, async (_, of) => ({
    ids: of[part].filter((id) => id !== memberId),
    summary: ctx.actor.id === memberId ? `Left as a ${PARTS[part]}` : `Removed ${member.name} from the ${PARTS[part]}s`,
  }));
}
