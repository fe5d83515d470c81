import { createHash } from 'node:crypto';
import { identityOf } from '../../domain/observables/index.ts';
import type { ObservableType } from '../../domain/observables/types.ts';

/** SHA-256 of what makes a normalised value the same thing as another, hex: what an observable is found by, whatever its length and however it is written. */
export function valueHash(type: ObservableType, value: string): string {
  return createHash('sha256').update(identityOf(type, value)).digest('hex');
}
