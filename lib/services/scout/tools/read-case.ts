import type { Case } from '../../../db/schema/index.ts';
import type { CaseReading } from '../../../domain/scout/gather.ts';
import type { VipStanding } from '../../../domain/scout/vip.ts';

/** A description is read as far as it tells something; the rest is on the case. */
const LONGEST = 2_000;

/** The case itself, as Scout reads it. */
export function readCase(
  {
    title,
    description,
    severity,
    category,
    techniques,
  }: Pick<Case, 'title' | 'description' | 'severity' | 'category' | 'techniques'>,
  vip: VipStanding,
): CaseReading {
  return {
    title,
    description: description.slice(0, LONGEST),
    severity,
    category,
    vip,
    techniques: techniques.slice(0, 20),
  };
}
