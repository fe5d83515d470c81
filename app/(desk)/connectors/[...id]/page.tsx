import type { Metadata } from 'next';
import { ConnectorPage } from '#components/connectors/connector-page.tsx';

export const metadata: Metadata = { title: 'Connector' };

/** `/connectors/wiz`, or `/connectors/generic/acme` for a named source. */
export default async function Page({ params }: { params: Promise<{ id: string[] }> }) {
  const { id } = await params;
  return <ConnectorPage id={id.map(decodeURIComponent).join('/')} />;
}
