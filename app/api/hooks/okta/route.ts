import { receive } from '#lib/http/hook.ts';
import { oktaProof } from '#lib/http/hook-proof.ts';
import { answerOktaChallenge } from '#lib/http/okta-challenge.ts';
import { acceptOktaEvents } from '#lib/services/deliveries/accept-okta.ts';

export const GET = (request: Request) => answerOktaChallenge(request);

export const POST = (request: Request) =>
  receive(request, { connectorId: 'okta', vendor: 'okta', prove: oktaProof, accept: acceptOktaEvents, silent: true });
