import type { ObservableType } from '#lib/domain/observables/types.ts';

/** The page of an observable: users and devices have pages of their own. */
export function observableHref({ id, type }: { id: string; type: ObservableType }): string {
  const folder = type === 'user' ? 'users' : type === 'device' ? 'devices' : 'observables';
  return `/${folder}/${id}`;
}
