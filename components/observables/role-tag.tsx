import type { ObservableRole } from '#lib/domain/observables/types.ts';
import { sentence } from '../ui/names.ts';
import { Tag } from '../ui/tag.tsx';

/** Only implicated observables weigh in a verdict; our own assets are marked as such. */
export function RoleTag({ observable }: { observable: { role: ObservableRole } }) {
  const tone = observable.role === 'implicated' ? 'high' : observable.role === 'own' ? 'ok' : 'plain';
  return <Tag tone={tone}>{sentence(observable.role)}</Tag>;
}
