import * as contracts from '#lib/http/contracts/hand-overs.ts';
import { route } from '#lib/http/route.ts';
import { draftHandOver } from '#lib/services/hand-overs/draft.ts';

export const GET = route(contracts.draftHandOver, async ({ ctx }) => ({ value: await draftHandOver({ ctx }) }));
