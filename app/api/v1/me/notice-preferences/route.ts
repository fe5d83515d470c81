import * as contracts from '#lib/http/contracts/notices.ts';
import { route } from '#lib/http/route.ts';
import { getPreferences, putPreferences } from '#lib/services/notices/preferences.ts';

export const GET = route(contracts.getNoticePreferences, async ({ ctx }) => ({ value: await getPreferences({ ctx }) }));

export const PUT = route(contracts.putNoticePreferences, async ({ ctx, body }) => ({
  value: await putPreferences({ ctx, input: body }),
}));
