/** What Okta says of a user. */
export interface OktaStanding {
  groups: readonly { id: string; name: string | null }[];
  /** Types of administrators' roles, such as `SUPER_ADMIN`; null where the token may not read them. */
  roles: readonly string[] | null;
}

export interface VipParameters {
  /** Ids of groups: a name can be changed by whoever manages the group. */
  vipGroups: readonly string[];
  /** Every administrator's role counts. */
  adminsAreVip: boolean;
}

export interface VipJudgement {
  /** `nobody`: there is no user to ask about, which says nothing of those that a case has. */
  vip: 'yes' | 'no' | 'unknown' | 'nobody';
  /** One sentence with what decided, for people. */
  reason: string;
}

/** Whether a user is a VIP: in one of the groups, or an administrator. Not known where Okta does not tell (null: it tells nothing). */
export function vipOf(standing: OktaStanding | null, { vipGroups, adminsAreVip }: VipParameters): VipJudgement {
  if (standing === null) return { vip: 'unknown', reason: 'Okta told no groups of this user.' };
  const group = standing.groups.find(({ id }) => vipGroups.includes(id));
  if (group) return { vip: 'yes', reason: `Is in the group ${group.name ?? group.id}.` };
  if (!adminsAreVip) return { vip: 'no', reason: 'Is in no VIP group.' };
  if (standing.roles === null)
    return {
      vip: 'unknown',
      reason: 'Is in no VIP group, and the API token may not read the roles of administrators.',
    };
  const [role] = standing.roles;
  if (role) return { vip: 'yes', reason: `Has the role ${role}.` };
  return { vip: 'no', reason: 'Is in no VIP group and no administrator.' };
}
