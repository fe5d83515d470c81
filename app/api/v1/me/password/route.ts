import * as contracts from '#lib/http/contracts/me.ts';
import { route } from '#lib/http/route.ts';
import { changePassword } from '#lib/services/members/change-password.ts';

export const POST = route(contracts.changePassword, async ({ ctx, identity, body }) => {
  const sessionId = identity.by === 'session' ? identity.sessionId : '';
  await changePassword({ ctx, input: { body, sessionId } });
  return {};
});
