import { type Actor, SYSTEM } from '../../domain/actor.ts';
import {
  approvalWords,
  consentWords,
  decidedWords,
  endedWords,
  grantedWords,
  hadWords,
  pickWords,
  plainWords,
  reasonWords,
  reminderWords,
  type Said,
  type Told,
  waitsWords,
} from '../../domain/slack/access.ts';
import { findRequest } from '../../services/access/fetch.ts';
import { earlierOf } from '../../services/access/get.ts';
import { sentMessages } from '../../services/access/messages.ts';
import { openCasesOf } from '../../services/access/open-cases.ts';
import { accessParameters } from '../../services/access/parameters.ts';
import type { Reachable } from './jamf.ts';
import { approvalChannel, sayInstead, sayOnce } from './say.ts';

type Request = Awaited<ReturnType<typeof findRequest>>;

/** The channel is nobody in particular: it hears what is not restricted. */
const CHANNEL: Actor = SYSTEM;

const readOne = (at: Reachable, id: string) => findRequest(at.db, SYSTEM, id);

/** Asks what the request waits for, of who gets the right; where it waits for a decision, of the approvers. Answers what was asked. */
export async function askNext(at: Reachable, id: string, publicUrl: string): Promise<string> {
  const request = await readOne(at, id);
  const { step, choices } = request;
  const told = toldOf(request);
  if (step === 'consent') return askBeneficiary(at, request, 'consent', consentWords(told));
  if (step === 'reason') return askBeneficiary(at, request, 'reason', reasonWords(told));
  if (step === 'mac') return askBeneficiary(at, request, 'mac', pickWords(told, choices));
  if (step !== 'approval') return 'nothing';
  const where = await askApprovers(at, request, publicUrl);
  return askBeneficiary(at, request, where, waitsWords(told), 'waits');
}

async function askBeneficiary(
  at: Reachable,
  { id, beneficiarySlackId }: Request,
  asked: string,
  said: Said,
  kind = asked,
) {
  if (beneficiarySlackId === null) return asked;
  await sayOnce(at, { requestId: id, kind, to: { user: beneficiarySlackId }, said });
  return asked;
}

async function askApprovers(at: Reachable, request: Request, publicUrl: string): Promise<string> {
  const parameters = await accessParameters(at.db);
  const found = await approvalChannel(at, parameters.channel);
  if (found.channel === null) return `approval, on the page alone: ${found.note}`;
  const said = approvalWords(toldOf(request), {
    openCases: await openCasesOf(at.db, CHANNEL, request),
    earlier: (await earlierOf({ db: at.db, actor: CHANNEL }, request)).length,
    url: `${publicUrl}/access?request=${request.id}`,
    expiresAt: request.expiresAt!,
  });
  await sayOnce(at, { requestId: request.id, kind: 'approval', to: { channel: found.channel }, said });
  return 'approval';
}

/** Reminds the approvers, under the message that asked them. */
export async function remindApprovers(at: Reachable, id: string): Promise<void> {
  const request = await readOne(at, id);
  if (request.state !== 'requested' || request.step !== 'approval') return;
  const asked = (await sentMessages(at.db, id)).find(({ kind }) => kind === 'approval');
  if (!asked) return;
  const said = reminderWords(toldOf(request), request.expiresAt!);
  await sayOnce(at, { requestId: id, kind: 'reminder', to: { channel: asked.channel! }, said, threadTs: asked.ts! });
}

/** Tells who has the right until when, to the second; where that was found out too late, from when to when he had it. */
export async function tellGranted(at: Reachable, id: string, endsAt: Date): Promise<void> {
  const request = await readOne(at, id);
  if (request.beneficiarySlackId === null) return;
  const told = toldOf(request);
  const held = request.state === 'granted';
  const said = held ? grantedWords(told, endsAt) : hadWords(told, { from: request.grantedAt ?? endsAt, to: endsAt });
  await sayOnce(at, { requestId: id, kind: 'granted', to: { user: request.beneficiarySlackId }, said });
}

/** Takes the buttons from the messages that asked: what was decided, or that it is over, stands in their place. */
export async function freezeMessages(at: Reachable, id: string): Promise<void> {
  const request = await readOne(at, id);
  const outcome = outcomeOf(request);
  for (const { kind, channel, ts } of await sentMessages(at.db, id)) {
    const ref = { channel: channel!, ts: ts! };
    if (kind === 'approval') await sayInstead(at, ref, decidedWords(toldOf(request), outcome));
    else if (kind in ANSWERED) await sayInstead(at, ref, plainWords(ANSWERED[kind as keyof typeof ANSWERED]));
    else if (kind === 'granted' && request.state !== 'granted') await sayInstead(at, ref, plainWords(outcome));
  }
}

const ANSWERED = {
  consent: 'You were asked for your consent to administrator rights.',
  reason: 'You were asked why you need administrator rights.',
  mac: 'You were asked which Mac you need administrator rights on.',
} as const;

/** Tells who was to get the right, and who asked for it, how it ended. */
export async function tellEnd(at: Reachable, id: string): Promise<{ told: number }> {
  const request = await readOne(at, id);
  const note = request.decisionNote && request.state === 'denied' ? `The note: ${request.decisionNote}` : request.note;
  const said = endedWords(toldOf(request), { state: request.state, note });
  const people = new Set([request.beneficiarySlackId, request.requesterSlackId].filter((one) => one !== null));
  // A right that was taken back once more is told of once more.
  const kind = `ended-${request.state}-${request.revokedAt?.getTime() ?? 0}`;
  for (const user of people) await sayOnce(at, { requestId: id, kind: `${kind}-${user}`, to: { user }, said });
  return { told: people.size };
}

function outcomeOf({ state, decidedBy, decisionNote }: Request): string {
  const by = decidedBy ? ` by ${decidedBy.name}` : '';
  const note = decisionNote ? `: ${decisionNote}` : '';
  if (state === 'denied') return `denied${by}${note}`;
  if (decidedBy === null) return state;
  return state === 'approved' || state === 'granted' ? `approved${by}${note}` : `approved${by}${note}; now ${state}`;
}

function toldOf(of: Request): Told {
  return {
    id: of.id,
    requester: { name: of.requesterName, slackId: of.requesterSlackId, email: of.requesterEmail },
    beneficiary: {
      name: of.beneficiaryName ?? of.beneficiaryEmail ?? of.requesterName,
      slackId: of.beneficiarySlackId,
      email: of.beneficiaryEmail,
    },
    minutes: of.minutes,
    reason: of.reason,
    device: of.deviceName ?? of.deviceId,
    store: of.storeKey === null ? null : { name: of.storeName ?? of.storeKey, by: of.storeBy },
  };
}
