import type { Metadata } from 'next';
import { ApiDocs } from './api-docs.tsx';

export const metadata: Metadata = { title: 'API' };

export default function Page() {
  return <ApiDocs />;
}
