import { z } from 'zod';
import type { Vendor } from '../vendors.ts';

interface ChannelRule {
  /** In a list of what was tried. */
  name: string;
  /** The connector behind it. */
  connector: Vendor;
  /**
   * Where others may hear what is sent: in all of it, in what goes to a room instead of a member, or nowhere. There nothing is sent of a case that is
   * kept from some. `withheld`: it is sent all the same, in words that tell nothing of the case.
   */
  overheard: 'always' | 'in_rooms' | 'never' | 'withheld';
  /** A member can choose it, and it stands in where another fails. What nobody chooses is called by the ladder alone. */
  chosen: boolean;
}

/**
 * The channels beside the centre, in the order in which they stand in for each other: what reaches a person soonest first. The page wakes people, so
 * it is the last. A new row makes the compiler ask for its connection and how it is sent.
 */
export const CHANNEL_RULES = {
  slack: { name: 'Slack', connector: 'slack', overheard: 'in_rooms', chosen: true },
  email: { name: 'e-mail', connector: 'smtp', overheard: 'never', chosen: true },
  teams: { name: 'Teams', connector: 'teams', overheard: 'always', chosen: true },
  paging: { name: 'page', connector: 'paging', overheard: 'withheld', chosen: false },
} as const satisfies Record<string, ChannelRule>;

export type OutsideChannel = keyof typeof CHANNEL_RULES;
export const OUTSIDE_CHANNELS = Object.keys(CHANNEL_RULES) as OutsideChannel[];

/** Where a notice can reach a member. `in_app` is the notification centre: nobody can be without it. */
export type Channel = 'in_app' | OutsideChannel;
export const CHANNELS: readonly Channel[] = ['in_app', ...OUTSIDE_CHANNELS];

/** A channel that a member can choose. The centre is always on; paging follows the ladder and nobody's wish. */
export type ChosenChannel = {
  [C in OutsideChannel]: (typeof CHANNEL_RULES)[C]['chosen'] extends true ? C : never;
}[OutsideChannel];
export const isChosen = (channel: OutsideChannel): channel is ChosenChannel => CHANNEL_RULES[channel].chosen;
export const CHOSEN_CHANNELS = OUTSIDE_CHANNELS.filter(isChosen);
export const ChosenChannel = z.enum(CHOSEN_CHANNELS);

/** Whether others may hear what is sent there, to one member or to a room. */
export function isOverheard(channel: OutsideChannel, to: 'member' | 'room'): boolean {
  const { overheard } = CHANNEL_RULES[channel];
  return overheard === 'always' || (overheard === 'in_rooms' && to === 'room');
}

const CONNECTORS: ReadonlySet<string> = new Set<Vendor>(
  OUTSIDE_CHANNELS.map((channel) => CHANNEL_RULES[channel].connector),
);

/** True for a vendor by which people are told. */
export const isChannelVendor = (vendor: string): boolean => CONNECTORS.has(vendor);
