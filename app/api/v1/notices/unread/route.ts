import * as contracts from '#lib/http/contracts/notices.ts';
import { route } from '#lib/http/route.ts';
import { countUnread } from '#lib/services/notices/count-unread.ts';

export const GET = route(contracts.countUnread, async ({ ctx }) => ({ value: await countUnread({ ctx }) }));
