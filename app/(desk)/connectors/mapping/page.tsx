import type { Metadata } from 'next';
import { MappingPage } from '#components/connectors/mapping-page.tsx';

export const metadata: Metadata = { title: 'Mapping' };

export default function Page() {
  return <MappingPage />;
}
