import type { ObservableVerdict } from '../observables/types.ts';
import { atLeast, type Severity } from '../severity.ts';
import type { ScoutVerdict } from './investigation.ts';
import { mayAct, RESOLVABLE, type ScoutParameters } from './parameters.ts';
import type { VipStanding } from './vip.ts';

/** A judgement that stands in an alert, or on the case itself. */
export interface Accused {
  where: 'alert' | 'case';
  field: string;
  /** The vendor's own word, which is one of ours too, or a number. */
  word: string;
}

/** A text that tells of an attack. */
export interface ToldOf {
  where: 'alert' | 'case';
  field: string;
  /** Our own word for it, never one of the text's. */
  word: string;
}

/** What decides whether Scout may resolve a case as benign: facts of our own tables. No text of the case allows it; what one tells of may refuse. */
export interface ResolveFacts {
  severity: Severity;
  category: string;
  vip: VipStanding;
  /** The strict verdict on the case: benign only by positive evidence. */
  verdict: ObservableVerdict;
  /** Any of its observables, whatever the role, is malicious by any of the verdicts that are kept of it. */
  anyMalicious: boolean;
  /** Any of them that is none of our own is suspicious. */
  anySuspicious: boolean;
  /** How many of those that are implicated no source can be asked about, and nobody has called harmless. */
  unjudged: number;
  /** A command line of it is malicious or suspicious, by the rules or by whoever looked at it. */
  badCommand: boolean;
  /** How many of its command lines are not known to be harmless, beside those. */
  unknownCommands: number;
  /** Why not all of its command lines are known, in a sentence; null: they are. */
  unreadCommands: string | null;
  /** What a vendor itself calls its alerts, or a field of the case says, where that is an attack; null: nothing of the kind. */
  accusation: Accused | null;
  /** A text of its alerts or its own that tells of an attack; null: none does. */
  told: ToldOf | null;
  /** An agent reports an active threat on one of its devices. */
  infected: boolean;
  /** What of its devices a source that is asked has not said, in a sentence; null: nothing. */
  unknownDevices: string | null;
  userReport: boolean;
  factorChange: boolean;
  /** A text of the case gives orders. */
  ordered: boolean;
  /** How the investigation ended. */
  found: ScoutVerdict;
  similar: {
    /** How many of them ended as harmless. */
    harmless: number;
    /** Any of them ended as an attack. */
    attacked: boolean;
  };
  /** A person opened it by hand: not a program with a key, a vendor or an automation. */
  openedByPerson: boolean;
  onHold: boolean;
  /** It collects, or has collected, the events of a storm: nobody looked at each of them. */
  storm: boolean;
  /** Titles of automations that still look at it. */
  underWay: readonly string[];
}

export const RESOLVE_REFUSALS = [
  'not_allowed',
  'severity',
  'category',
  'vip',
  'vip_unknown',
  'not_benign',
  'malicious_observable',
  'suspicious_observable',
  'unjudged_observable',
  'bad_command',
  'command_unread',
  'command_unknown',
  'accused',
  'told',
  'infected',
  'device_unknown',
  'user_report',
  'factor_change',
  'ordered',
  'found',
  'similar_attack',
  'similar_few',
  'opened_by_person',
  'on_hold',
  'storm',
  'under_way',
] as const;
export type ResolveRefusal = (typeof RESOLVE_REFUSALS)[number];

type Rule = (facts: ResolveFacts, policy: ScoutParameters) => string | false;

const ACCUSED: Record<Accused['where'], (of: Accused) => string> = {
  alert: ({ field, word }) => `The vendor itself says ${field}: ${word}.`,
  case: ({ field, word }) => `The case itself says ${field}: ${word}.`,
};
const TOLD: Record<ToldOf['where'], (of: ToldOf) => string> = {
  alert: ({ field, word }) => `The alert tells of ${word} (${field}).`,
  case: ({ field, word }) => `The case tells of ${word} (${field}).`,
};

const RULES: Record<ResolveRefusal, Rule> = {
  not_allowed: (_, policy) => !mayAct('resolve', policy).may && 'Resolving is not among what Scout may do by itself.',
  severity: ({ severity }, { resolveUpTo }) => {
    const allowed = (RESOLVABLE as readonly Severity[]).includes(severity) && atLeast(resolveUpTo, severity);
    return !allowed && `The severity is ${severity}, above ${resolveUpTo}.`;
  },
  category: ({ category }, { resolveCategories }) =>
    resolveCategories.length > 0 &&
    !resolveCategories.some((one) => one.toLowerCase() === category.toLowerCase()) &&
    `Scout resolves no cases of the category ${category}.`,
  vip: ({ vip }) => vip === 'yes' && 'The user is a VIP.',
  vip_unknown: ({ vip }) => vip === 'unknown' && 'It is not known whether the user is a VIP.',
  not_benign: ({ verdict }) => verdict !== 'benign' && `The verdict on what is implicated is ${verdict}, not benign.`,
  malicious_observable: ({ anyMalicious }) => anyMalicious && 'One of its observables is malicious.',
  suspicious_observable: ({ anySuspicious }) => anySuspicious && 'One of its observables is suspicious.',
  unjudged_observable: ({ unjudged }) =>
    unjudged > 0 &&
    (unjudged === 1
      ? 'An implicated observable that no source can be asked about is not known to be harmless.'
      : `${unjudged} implicated observables that no source can be asked about are not known to be harmless.`),
  bad_command: ({ badCommand }) => badCommand && 'A command line of it is not harmless.',
  command_unread: ({ unreadCommands }) => unreadCommands ?? false,
  command_unknown: ({ unknownCommands }) =>
    unknownCommands > 0 &&
    (unknownCommands === 1
      ? 'A command line of it is not known to be harmless.'
      : `${unknownCommands} command lines of it are not known to be harmless.`),
  accused: ({ accusation }) => accusation !== null && ACCUSED[accusation.where](accusation),
  told: ({ told }) => told !== null && TOLD[told.where](told),
  infected: ({ infected }) => infected && 'An agent reports an active threat on its device.',
  device_unknown: ({ unknownDevices }) => unknownDevices ?? false,
  user_report: ({ userReport }) => userReport && 'The user reported it.',
  factor_change: ({ factorChange }) => factorChange && 'A sign-in factor was changed.',
  ordered: ({ ordered }) => ordered && 'A text of the case gives orders to who reads it.',
  found: ({ found }) => found !== 'benign' && `The investigation ended as ${found}, not benign.`,
  similar_attack: ({ similar }) => similar.attacked && 'A similar case ended as a true positive.',
  similar_few: ({ similar }, { similarNeeded }) =>
    similar.harmless < similarNeeded &&
    `Similar cases that ended as harmless: ${similar.harmless} of the ${similarNeeded} that are needed.`,
  opened_by_person: ({ openedByPerson }) => openedByPerson && 'A person opened the case.',
  on_hold: ({ onHold }) => onHold && 'A person put the case on hold.',
  storm: ({ storm }) => storm && 'The case collects the events of a storm, which nobody looks at one by one.',
  under_way: ({ underWay }) =>
    underWay.length > 0 && `Automations that still look at the case: ${underWay.join(', ')}.`,
};

export interface Refused {
  code: ResolveRefusal;
  /** One sentence with the value that decided, for people. */
  reason: string;
}

/** Whether Scout may resolve a case as benign by itself; where not, every reason. */
export function mayResolve(
  facts: ResolveFacts,
  policy: ScoutParameters,
): { may: true } | { may: false; refused: Refused[] } {
  const refused = RESOLVE_REFUSALS.flatMap((code) => {
    const reason = RULES[code](facts, policy);
    return reason ? [{ code, reason }] : [];
  });
  return refused.length === 0 ? { may: true } : { may: false, refused };
}
