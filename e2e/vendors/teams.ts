import { createOutages, type Outages } from './outages.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

interface Card {
  type: string;
  version: string;
  body: { type: string; text?: string; facts?: { title: string; value: string }[] }[];
  actions?: { type: string; title: string; url: string }[];
}

export interface TeamsEmulator extends VendorServer {
  webhookUrl: string;
  /** `workflow` says 202; `legacy` is the retired connector, which says 1; `legacy-throttled` hides a 429 in a 200. */
  mode: 'workflow' | 'legacy' | 'legacy-throttled';
  outages: Outages;
  /** The cards that people see, oldest first. */
  cards: Card[];
  /** What was taken with a 202 and failed afterwards, unseen by the sender. */
  failedLater: string[];
}

/** Teams and the flow together take so much, in bytes. */
const MAX_BYTES = 28 * 1024;

/** Starts a Teams channel's webhook on 127.0.0.1. */
export async function startTeams({ port = 0, signature = 'emulated-signature' } = {}): Promise<TeamsEmulator> {
  const path = '/workflows/3f1c/triggers/manual/paths/invoke';
  const server = await startVendor(
    (request) => {
      if (request.path !== path) return refusal(404, 'WorkflowNotFound');
      if (request.method !== 'POST') return refusal(405, 'MethodNotAllowed');
      if (request.query.get('sig') !== signature) return refusal(401, 'DirectApiAuthorizationRequired');
      const outage = emulator.outages.take(request);
      if (outage === 'rate-limited')
        return { ...refusal(429, 'WorkflowTriggerThrottled'), headers: { 'retry-after': '4' } };
      if (outage === 'server-error') return refusal(500, 'InternalServerError');
      if (outage === 'unavailable') return refusal(503, 'ServiceUnavailable');
      return { ...take(request), lost: outage === 'lost' };
    },
    { port },
  );

  function take({ json, text }: RecordedRequest): VendorAnswer {
    if (json === undefined) return refusal(400, 'InvalidRequestContent');
    if (Buffer.byteLength(text) > MAX_BYTES) return refusal(413, 'RequestEntityTooLarge');
    if (emulator.mode === 'legacy-throttled') {
      const body =
        'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x.';
      return { body, headers: { 'content-type': 'text/plain' } };
    }
    const problem = problemOf(json);
    if (problem === null) {
      const { attachments } = json as { attachments: { content: Card }[] };
      emulator.cards.push(...attachments.map(({ content }) => content));
    } else if (emulator.mode === 'legacy') return refusal(400, problem);
    else emulator.failedLater.push(problem);
    return emulator.mode === 'legacy' ? { body: '1', headers: { 'content-type': 'text/plain' } } : { status: 202 };
  }

  const emulator: TeamsEmulator = {
    ...server,
    webhookUrl: `${server.url}${path}?api-version=1&sig=${signature}`,
    mode: 'workflow',
    outages: createOutages(),
    cards: [],
    failedLater: [],
  };
  return emulator;
}

function problemOf(json: unknown): string | null {
  const { type, attachments } = json as {
    type?: string;
    attachments?: { contentType?: string; content?: Partial<Card> }[];
  };
  if (type !== 'message' || !Array.isArray(attachments) || attachments.length === 0) return 'no attachments to post';
  for (const { contentType, content } of attachments) {
    if (contentType !== 'application/vnd.microsoft.card.adaptive') return `unknown content type ${contentType}`;
    if (content?.type !== 'AdaptiveCard' || Number(content.version) > 1.5)
      return 'no Adaptive Card of version 1.5 or before';
    if (!Array.isArray(content.body) || content.body.some(({ type: kind }) => !kind)) return 'a card without a body';
    const dead = content.actions?.find((action) => action.type !== 'Action.OpenUrl');
    if (dead) return `${dead.type} does not work from a webhook`;
  }
  return null;
}

const refusal = (status: number, code: string): VendorAnswer => ({
  status,
  body: { error: { code, message: `The request was not taken: ${code}.` } },
});
