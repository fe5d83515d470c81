import type { ObservableType } from './types.ts';

/** A drive, a `%VARIABLE%` or a share: what Windows does not tell apart by case. */
const OF_WINDOWS = /^(?:[a-z]:|%|\\\\)/i;

/**
 * What two values of a type have in common that are one thing: a device, a registry key or a path of Windows is the same however its letters are
 * written, and is shown as it was written first. Of ASCII alone, so that the database's migration folds the same letters. `value` is normalised.
 */
export function identityOf(type: ObservableType, value: string): string {
  const folds = type === 'device' || type === 'registry_key' || (type === 'file_path' && OF_WINDOWS.test(value));
  return folds ? value.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : value;
}
