import { z } from 'zod';
import type { Modal } from '../../domain/slack/blocks.ts';
import { call, read, type SlackConnection } from './call.ts';

const Opened = z.looseObject({ view: z.looseObject({ id: z.string().min(1), hash: z.string().catch('') }) });

export interface SlackView {
  id: string;
  /** Names this state of the modal: an update with an older one is refused (`hash_conflict`). */
  hash: string;
}

/** Opens a modal. The trigger lives three seconds and works once (`expired_trigger_id`, `trigger_exchanged`): never call it from a queue. */
export function openView(conn: SlackConnection, triggerId: string, view: Modal): Promise<SlackView> {
  return ask(conn, 'views.open', { trigger_id: triggerId, view });
}

/** Puts a modal on top of the one that the trigger came from. */
export function pushView(conn: SlackConnection, triggerId: string, view: Modal): Promise<SlackView> {
  return ask(conn, 'views.push', { trigger_id: triggerId, view });
}

/** Replaces an open modal; with a hash only if nobody changed it since. */
export function updateView(
  conn: SlackConnection,
  { id, hash }: { id: string; hash?: string },
  view: Modal,
): Promise<SlackView> {
  return ask(conn, 'views.update', { view_id: id, hash, view });
}

async function ask(conn: SlackConnection, method: string, args: Record<string, string | object | undefined>) {
  const { id, hash } = read(method, Opened, await call(conn, method, args)).view;
  return { id, hash };
}
