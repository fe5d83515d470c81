import { meOf } from '#lib/auth/me.ts';
import * as contracts from '#lib/http/contracts/me.ts';
import { route } from '#lib/http/route.ts';

export const GET = route(contracts.getMe, async ({ identity }) => ({ value: meOf(identity) }));
