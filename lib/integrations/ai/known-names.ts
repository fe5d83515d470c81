import { namesWithin } from '../../ai/mask/names/within.ts';
import type { KnownNames } from '../../ai/mask.ts';
import { readNamed } from '../../services/ai/read-named.ts';
import type { Ctx } from '../../services/kernel/index.ts';

/** Of whom the house knows, and who stands in a case: their names are masked however a text writes them. Errors: `not_found`. */
export async function knownNames(ctx: Ctx, caseKey: string | null): Promise<KnownNames> {
  const { members, users, bodies } = await readNamed({ ctx, input: { key: caseKey } });
  return { house: members, involved: namesWithin([...users.map((displayName) => ({ displayName })), ...bodies]) };
}
