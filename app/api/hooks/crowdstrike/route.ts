import { receive } from '#lib/http/hook.ts';
import { crowdstrikeProof } from '#lib/http/hook-proof.ts';

export const POST = (request: Request) =>
  receive(request, { connectorId: 'crowdstrike', vendor: 'crowdstrike', prove: crowdstrikeProof });
