import type { Metadata } from 'next';
import { StoresPage } from '#components/stores/stores-page.tsx';

export const metadata: Metadata = { title: 'Stores' };

export default function Page() {
  return <StoresPage />;
}
