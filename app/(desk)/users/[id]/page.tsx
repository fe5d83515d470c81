import type { Metadata } from 'next';
import { ObservablePage } from '#components/observables-page/observable-page.tsx';

export const metadata: Metadata = { title: 'User' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ObservablePage id={id} kind="user" />;
}
