import { asc, eq, inArray } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { type Case, cases, type Member, type Notice, noticeRecipients, notices } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import type { NoticeKind } from '../../domain/notifications/index.ts';
import type { Severity } from '../../domain/severity.ts';
import { cut } from '../../domain/text.ts';
import { emit, type TxCtx } from '../kernel/index.ts';
import { type Audience, type Reached, reached } from './recipients.ts';

export interface NoticeInput {
  kind: NoticeKind;
  /** What brought it about, such as an event's id: a member hears of one cause once, whatever tells of it. */
  cause: string;
  /** The case that it is about: who may not see it is not told. */
  caseId?: string;
  to: Audience;
  severity: Severity;
  /** One line. */
  title: string;
  body?: string;
  /** Where to act: a path of ours or an address; the case where nothing is said. */
  link?: string;
  /** Quiet hours do not hold it back. */
  urgent?: boolean;
  /** The paging service is called as well. */
  page?: boolean;
  /** Who did it himself is not told. */
  exceptActor?: boolean;
}

const TITLE_CHARS = 300;
const BODY_CHARS = 4_000;
/** What one run of `notify` sends to on several channels, with waits, within the engine's thousand steps. */
const MOST_MEMBERS = 300;

/**
 * Tells members of something, in the transaction of what happened: a row in each one's centre, and an event from which the other channels
 * are seen to. Hundreds are told by several notices. Answers the first of them, or an earlier one where everybody had heard of the cause; null where
 * there was nobody to tell.
 */
export async function tell(ctx: TxCtx, input: NoticeInput): Promise<{ id: string | null }> {
  const of = input.caseId === undefined ? null : await caseOf(ctx, input.caseId);
  const audience = withoutActor(ctx, input, await reached(ctx, input.to, of));
  if (isNothing({ ...audience, paged: input.page ?? false })) return { id: null };
  const earlier = await noticesOf(ctx, input.cause);
  const news = await newsOf(ctx, input, audience, earlier);
  if (isNothing(news)) return { id: earlier[0]!.id };
  const written: string[] = [];
  for (const part of partsOf(news)) {
    const id = await write(ctx, input, of, part);
    if (id) written.push(id);
  }
  // Where nothing was written, another one has told everybody of the same cause beside this.
  return { id: written[0] ?? (await noticesOf(ctx, input.cause))[0]!.id };
}

/** So many members each, in one order for everybody, so that two tellings at once cannot wait for each other. Channels and page are the first one's. */
function partsOf({ members, ...shared }: News): News[] {
  const sorted = members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const parts: News[] = [{ ...shared, members: sorted.slice(0, MOST_MEMBERS) }];
  for (let at = MOST_MEMBERS; at < sorted.length; at += MOST_MEMBERS)
    parts.push({ members: sorted.slice(at, at + MOST_MEMBERS), slackChannels: [], teams: false, paged: false });
  return parts;
}

/** One notice with its event; null where nobody was left to tell of it. */
async function write(ctx: TxCtx, input: NoticeInput, of: Case | null, news: News): Promise<string | null> {
  const id = newId();
  await ctx.tx.insert(notices).values(rowOf(ctx, id, input, of, news));
  const told = await deliver(ctx, id, input.cause, news.members);
  if (isNothing({ ...news, members: told })) {
    await ctx.tx.delete(notices).where(eq(notices.id, id));
    return null;
  }
  await emit(ctx, 'notice/created', { noticeId: id, members: told }, of ? { caseId: of.id } : {});
  return id;
}

const noticesOf = ({ tx }: TxCtx, cause: string): Promise<Notice[]> =>
  tx.select().from(notices).where(eq(notices.cause, cause)).orderBy(asc(notices.id));

/** In a batch the case is as it will be once that is written. */
async function caseOf(ctx: TxCtx, id: string): Promise<Case> {
  const kept = ctx.batch?.cases.get(id)?.after;
  if (kept) return kept;
  const [found] = await ctx.tx.select().from(cases).where(eq(cases.id, id));
  return found!;
}

function withoutActor({ actor }: TxCtx, { exceptActor }: NoticeInput, audience: Reached): Reached {
  if (!exceptActor || actor.kind !== 'user') return audience;
  return { ...audience, members: audience.members.filter(({ id }) => id !== actor.id) };
}

interface News extends Reached {
  paged: boolean;
}

/** What is left to tell where other notices of the same cause have told some already. */
async function newsOf(
  { tx }: TxCtx,
  { page = false }: NoticeInput,
  audience: Reached,
  earlier: readonly Notice[],
): Promise<News> {
  if (earlier.length === 0) return { ...audience, paged: page };
  const told = await tx
    .select({ id: noticeRecipients.memberId })
    .from(noticeRecipients)
    .where(
      inArray(
        noticeRecipients.noticeId,
        earlier.map(({ id }) => id),
      ),
    );
  const known = new Set(told.map(({ id }) => id));
  const posted = new Set(earlier.flatMap(({ slackChannels }) => slackChannels));
  return {
    members: audience.members.filter(({ id }) => !known.has(id)),
    slackChannels: audience.slackChannels.filter((channel) => !posted.has(channel)),
    teams: audience.teams && !earlier.some(({ teams }) => teams),
    paged: page && !earlier.some(({ paged }) => paged),
  };
}

const isNothing = ({ members, slackChannels, teams, paged }: { members: readonly unknown[] } & Omit<News, 'members'>) =>
  members.length === 0 && slackChannels.length === 0 && !teams && !paged;

function rowOf(ctx: TxCtx, id: string, input: NoticeInput, of: Case | null, news: News): Notice {
  const { kind, cause, severity, title, body = '', link, urgent = false, page = false } = input;
  return {
    id,
    kind,
    cause,
    caseId: of?.id ?? null,
    severity,
    title: cut(title, TITLE_CHARS),
    body: cut(body, BODY_CHARS),
    link: link ?? (of ? `/cases/${keyOf(of.number)}` : null),
    // Who is told of what is paged for is told at once, whichever notice calls the paging service.
    urgent: urgent || page,
    paged: news.paged,
    slackChannels: news.slackChannels,
    teams: news.teams,
    actor: refOf(ctx.actor),
    bulkId: ctx.batch?.hold?.bulkId ?? null,
    createdAt: ctx.now,
  };
}

/** Answers whom it reached: one who was told beside this of the same cause is not told again. */
async function deliver(ctx: TxCtx, noticeId: string, cause: string, to: readonly Member[]): Promise<string[]> {
  if (to.length === 0) return [];
  const rows = to.map((member) => ({ id: newId(), noticeId, memberId: member.id, cause }));
  const made = await ctx.tx
    .insert(noticeRecipients)
    .values(rows)
    .onConflictDoNothing()
    .returning({ memberId: noticeRecipients.memberId });
  return made.map(({ memberId }) => memberId);
}
