import { receive } from '#lib/http/hook.ts';
import { genericProof } from '#lib/http/hook-proof.ts';

export async function POST(request: Request, { params }: { params: Promise<{ source: string }> }): Promise<Response> {
  const { source } = await params;
  return receive(request, { connectorId: `generic/${source}`, vendor: 'generic', prove: genericProof });
}
