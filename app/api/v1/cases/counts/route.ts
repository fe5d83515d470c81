import * as contracts from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { countCases } from '#lib/services/cases/counts.ts';

export const GET = route(contracts.countCases, async ({ ctx }) => ({ value: await countCases({ ctx }) }));
