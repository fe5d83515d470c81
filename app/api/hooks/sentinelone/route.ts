import { receive } from '#lib/http/hook.ts';
import { sentinelOneProof } from '#lib/http/hook-proof.ts';

export const POST = (request: Request) =>
  receive(request, { connectorId: 'sentinelone', vendor: 'sentinelone', prove: sentinelOneProof });
