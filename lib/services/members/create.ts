import { hashPassword, makePassword } from '../../crypto/password.ts';
import { newId } from '../../db/id.ts';
import { members } from '../../db/schema/index.ts';
import { MemberInput } from '../../domain/member.ts';
import type { MemberCreated } from '../../domain/views/member.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx, codeOf, parse, transact, writeAudit } from '../kernel/index.ts';
import { memberViews } from './view.ts';

/**
 * Adds a member. Without a password one is made, returned here and nowhere else, and must be changed at the first sign-in. Throws
 * `conflict` where the e-mail is taken.
 */
export async function createMember({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<MemberCreated> {
  authorize(ctx.actor, 'member.write');
  const { password: given, ...fields } = parse(MemberInput, input);
  const password = given ?? makePassword();
  const passwordHash = await hashPassword(password);
  try {
    return await transact(ctx, 'members.create', async (tx) => {
      const [made] = await tx.tx
        .insert(members)
        .values({
          ...fields,
          id: newId(),
          onShiftSince: fields.onShift == null ? null : tx.now,
          passwordHash,
          mustChangePassword: given === undefined,
          createdAt: tx.now,
          updatedAt: tx.now,
        })
        .returning();
      await writeAudit(tx, {
        action: 'member.create',
        entity: 'member',
        entityId: made!.id,
        diff: { email: { from: null, to: made!.email }, role: { from: null, to: made!.role } },
      });
      const [view] = await memberViews(tx.tx, [made!], tx.now);
      return given === undefined ? { ...view!, oneTimePassword: password } : view!;
    });
  } catch (error) {
    if (codeOf(error) === '23505') throw conflict(`There is a member ${fields.email} already.`);
    throw error;
  }
}
