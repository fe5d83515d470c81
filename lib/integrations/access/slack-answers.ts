import { ConnectorError } from '../../connectors/http/error.ts';
import { openView, respond } from '../../connectors/slack.ts';
import { type Actor, SYSTEM } from '../../domain/actor.ts';
import {
  ACCESS_ACTIONS,
  ACCESS_COMMAND,
  ACCESS_SHORTCUT,
  DENIAL_MODAL,
  denialModal,
  MODAL_INPUT,
  REASON_MODAL,
  reasonModal,
  requestOfBlock,
} from '../../domain/slack/access.ts';
import { fieldErrors, onlyToYou, UNKNOWN_ANSWER } from '../../domain/slack/answer.ts';
import type { Modal } from '../../domain/slack/blocks.ts';
import type {
  SlackAction,
  SlackBlockActions,
  SlackCommand,
  SlackInteraction,
  SlackViewClosed,
  SlackViewSubmission,
} from '../../domain/slack/interaction.ts';
import { consentToRequest, giveReason, pickMac } from '../../services/access/answer.ts';
import { askInSlack } from '../../services/access/ask-in-slack.ts';
import { assertWaitsFor } from '../../services/access/conditions.ts';
import { pressInSlack } from '../../services/access/decide-in-slack.ts';
import { cancelRequest } from '../../services/access/end.ts';
import { findRequest } from '../../services/access/fetch.ts';
import { isBeneficiary, slackActor } from '../../services/access/people.ts';
import { revokeAccess } from '../../services/access/revoke.ts';
import { forbidden, notFound, ServiceError } from '../../services/errors.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import type { Reachable } from './jamf.ts';
import { accessSlack } from './say.ts';

export interface SlackRequest {
  db: Ctx['db'];
  now: Date;
  allowedNetworks: readonly string[];
}

/** What Slack is answered: JSON, or nothing, which means that it was taken. */
export type SlackAnswer = object | null;

/** Takes a slash command. The answer comes at once, and everything else by direct message. */
export async function answerCommand(at: SlackRequest, command: SlackCommand): Promise<SlackAnswer> {
  if (command.command !== ACCESS_COMMAND) return UNKNOWN_ANSWER;
  const { userId, userName, text, triggerId } = command;
  await askInSlack({
    ctx: ctxOf(at, slackActor(userId, userName)),
    input: { slackUserId: userId, slackUserName: userName, askedFor: text, triggerId },
  });
  return onlyToYou('Watchfloor writes to you in a direct message in a moment.');
}

/**
 * Takes whatever else people do in Slack: a shortcut, a button, a modal. Who presses from another company's workspace does nothing here. Throws
 * ServiceError for a form that nobody understands.
 */
export async function answerInteraction(at: SlackRequest, interaction: SlackInteraction): Promise<SlackAnswer> {
  switch (interaction.kind) {
    case 'shortcut': {
      if (interaction.callbackId !== ACCESS_SHORTCUT || interaction.stranger) return null;
      const { userId, triggerId } = interaction;
      const input = { slackUserId: userId, slackUserName: '', askedFor: '', triggerId };
      await askInSlack({ ctx: ctxOf(at, slackActor(userId, userId)), input });
      return null;
    }
    case 'block_actions':
      for (const action of interaction.actions) if (OURS.has(action.actionId)) await press(at, interaction, action);
      return null;
    case 'view_submission':
      return submit(at, interaction);
    case 'view_closed':
      await close(at, interaction);
      return null;
    default:
      return null;
  }
}

/** Others’ messages have buttons too, such as one that only leads to a page. */
const OURS: ReadonlySet<string> = new Set(Object.values(ACCESS_ACTIONS));

/** What a press does. A refusal is said to the presser alone. */
async function press(at: SlackRequest, interaction: SlackBlockActions, action: SlackAction): Promise<void> {
  const { responseUrl } = interaction;
  try {
    refuseStranger(interaction);
    await act(at, interaction, action);
  } catch (error) {
    const words = wordsOf(error);
    if (words === null) throw error;
    if (responseUrl)
      await respond({ ...at, fetchOptions: { totalMs: SAY_MS } }, responseUrl, { text: words }).catch(ignoreUnreached);
  }
}

async function act(at: SlackRequest, { userId, triggerId }: SlackBlockActions, action: SlackAction): Promise<void> {
  const id = action.actionId === ACCESS_ACTIONS.pick ? requestOfBlock(action.blockId) : action.value;
  if (id === null) throw notFound('The request');
  const ctx = ctxOf(at, await named(at, userId, id));
  switch (action.actionId) {
    case ACCESS_ACTIONS.agree:
    case ACCESS_ACTIONS.refuse:
      await consentToRequest({ ctx, input: { id, body: { agree: action.actionId === ACCESS_ACTIONS.agree } } });
      return;
    case ACCESS_ACTIONS.explain:
      return openReason(at, ctx, id, triggerId);
    case ACCESS_ACTIONS.cancel:
      await cancelRequest({ ctx, input: { id } });
      return;
    case ACCESS_ACTIONS.pick:
      await pickMac({ ctx, input: { id, body: { choice: action.value } } });
      return;
    case ACCESS_ACTIONS.giveBack:
      await revokeAccess({ ctx, input: { id, body: {} } });
      return;
    case ACCESS_ACTIONS.approve:
      await pressInSlack({
        ctx,
        input: { requestId: id, decision: 'approve', note: null, slackUserId: userId, triggerId },
      });
      return;
    case ACCESS_ACTIONS.deny:
      return open(at, triggerId, denialModal(id));
  }
}

async function openReason(at: SlackRequest, ctx: Ctx, id: string, triggerId: string | null): Promise<void> {
  const request = await findRequest(at.db, SYSTEM, id);
  if (!isBeneficiary(ctx.actor, request)) throw forbidden('Only who would get the right answers this.');
  assertWaitsFor(request, 'reason');
  await open(at, triggerId, reasonModal(id, request.minutes));
}

/** Of the three seconds that Slack waits for us, in milliseconds. */
const OPEN_MS = 1_800;
const SAY_MS = 800;

/** The trigger lives for three seconds: the modal is opened here and now. */
async function open(at: SlackRequest, triggerId: string | null, view: Modal): Promise<void> {
  const conn = await accessSlack(at);
  if (!conn || triggerId === null) throw new ServiceError('unavailable', 'Slack cannot be asked to open this now.');
  await openView({ ...conn, fetchOptions: { totalMs: OPEN_MS } }, triggerId, view);
}

async function submit(
  at: SlackRequest,
  { userId, stranger, triggerId, view, values }: SlackViewSubmission,
): Promise<SlackAnswer> {
  const id = view.privateMetadata;
  const words = values[MODAL_INPUT.block]?.[MODAL_INPUT.action] ?? '';
  try {
    refuseStranger({ stranger });
    const ctx = ctxOf(at, await named(at, userId, id));
    if (view.callbackId === REASON_MODAL) await giveReason({ ctx, input: { id, reason: words } });
    else if (view.callbackId === DENIAL_MODAL) {
      const note = words.trim().slice(0, 500) || null;
      await pressInSlack({ ctx, input: { requestId: id, decision: 'deny', note, slackUserId: userId, triggerId } });
    }
    return null;
  } catch (error) {
    const refusal = wordsOf(error);
    if (refusal === null) throw error;
    return fieldErrors({ [MODAL_INPUT.block]: refusal });
  }
}

/** Closed without an answer: that is the end of a request that waits for it. The modal of a denial ends nothing. */
async function close(at: SlackRequest, { userId, stranger, view }: SlackViewClosed): Promise<void> {
  if (view.callbackId !== REASON_MODAL) return;
  try {
    refuseStranger({ stranger });
    const ctx = ctxOf(at, await named(at, userId, view.privateMetadata));
    await cancelRequest({ ctx, input: { id: view.privateMetadata, step: 'reason' } });
  } catch (error) {
    if (wordsOf(error) === null) throw error;
  }
}

/** Throws `forbidden` for a stranger. Who he is besides, where that matters, is looked up in Slack before anything comes of it. */
function refuseStranger({ stranger }: { stranger: boolean }): void {
  if (stranger) throw forbidden('Only colleagues have a say here.');
}

/** The user by the name that the request knows. */
async function named(at: Pick<Reachable, 'db'>, userId: string, id: string): Promise<Actor> {
  const of = await findRequest(at.db, SYSTEM, id);
  if (of.beneficiarySlackId === userId) return slackActor(userId, of.beneficiaryName ?? userId);
  return slackActor(userId, of.requesterSlackId === userId ? of.requesterName : userId);
}

const ctxOf = ({ db, now }: SlackRequest, actor: Actor): Ctx => ({ db, actor, now });

/** What the presser is told of a refusal; null for what broke. */
function wordsOf(error: unknown): string | null {
  if (error instanceof ServiceError) return error.message;
  return error instanceof ConnectorError ? 'This took too long for Slack. Press the button again.' : null;
}

/** The presser hears nothing then, which is no reason to fail. */
function ignoreUnreached(error: unknown): void {
  if (!(error instanceof ConnectorError)) throw error;
}
