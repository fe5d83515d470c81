import type { StakeholdersView } from '#lib/domain/views/notice.ts';

type Rule = Pick<StakeholdersView, 'categories' | 'stores' | 'vipOnly'>;

/** Which cases a rule is about: `VIP · Cloud, Identity & Access · Rome`, or `Every case`. */
export function casesOf(
  { categories, stores, vipOnly }: Rule,
  category: (key: string) => string,
  store: (key: string) => string,
): string {
  const parts = [vipOnly ? 'VIP' : '', categories.map(category).join(', '), stores.map(store).join(', ')];
  return parts.filter(Boolean).join(' · ') || 'Every case';
}

/** Who is told by a rule, members first. */
export function toldOf({
  members,
  groups,
  slackChannel,
  teams,
}: Pick<StakeholdersView, 'members' | 'groups' | 'slackChannel' | 'teams'>): string {
  const places = [slackChannel ? `Slack ${slackChannel}` : '', teams ? 'Teams' : ''];
  return [...members.map(({ name }) => name), ...groups, ...places].filter(Boolean).join(', ');
}
