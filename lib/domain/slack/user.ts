import { z } from 'zod';

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value === true);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** A user as Slack's API gives it, turned into what we decide by. */
export const SlackUser = z
  .looseObject({
    id: z.string().min(1),
    team_id: text,
    enterprise_user: z.looseObject({ enterprise_id: text }).nullish(),
    is_email_confirmed: z.boolean().nullish(),
    name: text,
    real_name: text,
    tz: z.string().nullish(),
    deleted: flag,
    is_bot: flag,
    is_app_user: flag,
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
    profile: z
      .looseObject({
        email: z.string().nullish(),
        display_name: text,
        real_name: text,
        display_name_normalized: text,
        real_name_normalized: text,
      })
      .optional(),
  })
  .transform((user) => ({
    id: user.id,
    teamId: user.team_id,
    /** Of the organisation whose member it is; null: of none. */
    enterpriseId: user.enterprise_user?.enterprise_id || null,
    /** The legacy account name: not what people see, and not unique to them. */
    name: user.name,
    displayName: user.profile?.display_name || user.profile?.display_name_normalized || '',
    realName: user.profile?.real_name || user.real_name || user.profile?.real_name_normalized || '',
    otherNames: [user.profile?.display_name_normalized, user.profile?.real_name_normalized].filter(Boolean) as string[],
    /** Null where the token has no `users:read.email`, for bots, and while it is not confirmed. */
    email: (user.is_email_confirmed !== false && user.profile?.email?.toLowerCase()) || null,
    timeZone: user.tz ?? null,
    deleted: user.deleted,
    // Slackbot is no bot by its flag.
    bot: user.is_bot || user.id === 'USLACKBOT',
    /** A guest, or somebody of a connected workspace with whom no channel is shared: of those who share one Slack does not say so. */
    guest: user.is_restricted || user.is_ultra_restricted || user.is_stranger,
  }));
export type SlackUser = z.output<typeof SlackUser>;

/** What people see of a user. */
export function nameOf(user: SlackUser): string {
  return user.displayName || user.realName || user.name || user.id;
}

/** The workspace that the app is installed in, and the organisation that it belongs to. */
export interface SlackHome {
  teamId: string;
  enterpriseId: string | null;
}

/** True for a person of the company who still works there: of our workspace or organisation, and neither deleted, nor a bot, nor a guest. */
export function isColleague(user: SlackUser, home: SlackHome): boolean {
  const ours = user.teamId === home.teamId || (home.enterpriseId !== null && user.enterpriseId === home.enterpriseId);
  return ours && !user.deleted && !user.bot && !user.guest;
}

/** The user id of `<@U0AAA1111>` or `<@U0AAA1111|maria>`, as Slack writes a mention into a command's text; else null. */
export function mentionedId(text: string): string | null {
  return /^<@([UW][A-Z0-9]{2,20})(?:\|[^>]*)?>$/.exec(text.trim())?.[1] ?? null;
}

/**
 * Those that a typed user name means: by id, else by account name, else by display name, else by full name, in this order; without regard
 * to case or a leading @. Deleted users and bots are never meant. Several: it is not unique, ask. None: nobody is called so.
 */
export function findByName(name: string, users: readonly SlackUser[]): SlackUser[] {
  const wanted = keyOf(name.replace(/^@/, ''));
  if (wanted === '') return [];
  const people = users.filter((user) => !user.deleted && !user.bot);
  for (const namesOf of NAMES) {
    const found = people.filter((user) => namesOf(user).some((one) => keyOf(one) === wanted));
    if (found.length > 0) return found;
  }
  return [];
}

const NAMES: readonly ((user: SlackUser) => string[])[] = [
  ({ id }) => [id],
  ({ name }) => [name],
  ({ displayName }) => [displayName],
  ({ realName, otherNames }) => [realName, ...otherNames],
];

function keyOf(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
