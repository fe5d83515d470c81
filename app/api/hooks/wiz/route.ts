import { receive } from '#lib/http/hook.ts';
import { wizProof } from '#lib/http/hook-proof.ts';

export const POST = (request: Request) => receive(request, { connectorId: 'wiz', vendor: 'wiz', prove: wizProof });
