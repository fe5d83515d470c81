import type { Metadata } from 'next';
import { ObservablesPage } from '#components/observables-page/observables-page.tsx';

export const metadata: Metadata = { title: 'Users' };

export default function Page() {
  return <ObservablesPage kind="user" />;
}
