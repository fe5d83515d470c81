import { nameOfRole, ownsCases } from '../../domain/actor.ts';
import { accessTo } from '../../domain/permissions.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { authorizeFor, findCase } from '../cases/fetch.ts';
import { conflict, forbidden } from '../errors.ts';
import type { Ctx } from '../kernel/index.ts';
import { findMember } from '../members/find.ts';
import { actionFor, changePart } from './change.ts';
import { PARTS, type Part } from './roles.ts';

export interface AddPersonInput {
  key: string;
  part: Part;
  /** A member's id or e-mail; without one, the member who asks. */
  member?: string | undefined;
}

/** Makes a member a watcher or a collaborator of a case. The disabled, Scout as a watcher, and the subject of the case are refused. */
export async function addPerson({ ctx, input }: { ctx: Ctx; input: AddPersonInput }): Promise<CaseView> {
  const { key, part } = input;
  const self = ctx.actor.kind === 'user' ? ctx.actor.id : null;
  const who = input.member ?? self;
  const action = actionFor(ctx, part, who);
  await authorizeFor(ctx, key, action);
  await findCase(ctx.db, ctx, key);
  if (who === null) throw forbidden('An API key is no member: name the member in “member”.');
  const member = await findMember(ctx.db, who, 'member');
  return changePart(ctx, { key, part, action }, async (_, of) => {
    if (member.disabledAt) throw conflict(`${member.name} is disabled.`);
    if (member.id === of.subjectMemberId)
      throw conflict(`${member.name} is the subject of this case and takes no part in it.`);
    if (member.kind === 'ai' && part === 'watchers')
      throw conflict(`${member.name} is not a person and watches nothing.`);
    if (accessTo(member.role, 'case.read') === 'no')
      throw conflict(`${member.name} is ${nameOfRole(member.role)} and sees no case.`);
    if (!ownsCases(member.role) && part === 'collaborators')
      throw conflict(`${member.name} is ${nameOfRole(member.role)} and can work on no case. Add a watcher instead.`);
    return {
      ids: of[part].includes(member.id) ? of[part] : [...of[part], member.id],
      summary: member.id === self ? `Joined as a ${PARTS[part]}` : `Added ${member.name} as a ${PARTS[part]}`,
    };
  });
}
