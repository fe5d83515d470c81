import { foldWords } from './fold.ts';
import { ANY_PATTERN, type InjectionKind } from './patterns.ts';

/** Colleagues, and vendors' advice, tell people what a case is and what to do with it. */
const EVERYDAY: ReadonlySet<InjectionKind> = new Set(['act', 'verdict']);

/** Whether these kinds alone say no more than what people say to each other. */
export const isEveryday = (kinds: readonly InjectionKind[]): boolean => kinds.every((kind) => EVERYDAY.has(kind));

/**
 * Whether a text from outside is one of those that alerts hold every day though they read like orders: how severe it is, how to mend it,
 * what an attacker tried. A flag on each of them would be read by nobody. What a model is shown is judged without this list.
 */
export function isOrdinary(text: string, kinds: readonly InjectionKind[]): boolean {
  if (kinds.includes('hidden')) return false;
  let words = foldWords(text);
  // It was found in another reading of the text.
  if (!ANY_PATTERN.test(words)) return false;
  for (const phrase of isEveryday(kinds) ? [...PHRASES, ...ADVICE] : PHRASES) words = words.replaceAll(phrase, ' ; ');
  return !ANY_PATTERN.test(words);
}

/** Written for folded text, each with bounded parts only, and none with the words that turn a reader round. */
const PHRASES: readonly RegExp[] = [
  // What a thing is called, what it is rated.
  /\b(?:severity|risk|likelihood|confidence) ?(?::|=|is) ?(?:low|informational|none|0)\b/g,
  /\b(?:verdict|classification|disposition|resolution) ?: ?(?:likely |probably )?(?:none|safe|clean|benign|harmless|0)\b/g,
  /\bnew polic(?:y|ies) ?:/g,
  /\byour role is being\b/g,
  /\bthe answer is (?:in|no|yes|not)\b/g,
  /\bsystem ?: ?(?:the (?:service|system|driver|time|event|user|process|previous|operation)|this is a log)\b/g,
  // A mail that asks for nothing.
  /\bignore this (?:message|e mail|email|mail|notice) (?:\S{1,20} )?if\b/g,
  // Whose they are.
  /\bnew instructions? (?:from|by) (?:the |your )?(?:vendor|manufacturer|supplier)s?\b/g,
  /\b(?:new|updated|revised) (?:instruction|polic)\w* for (?!(?:the |any |all )?(?:ai|llm|model|language|assistant|scout|you|bot|analyst|agent))/g,
  // What was tried.
  /\bdetect(?:s|ed|ion of)? (?:\S{1,20} ){0,8}(?:ignore|disregard|bypass|override)s? .{0,60}/g,
  /\b(?:dump|list|print|read|extract|steal)(?:s|ed|ing)? (?:the |all )?(?:\S{1,20} ){0,3}(?:credential|api key|password|token|secret)s? (?:from|of|in|was|were|polic|hash|on)/g,
  /\bdelet(?:e|es|ed|ing) (?:the |all )?(?:event(?: log)?|log)s?\b/g,
];

/** How to mend it. */
const ADVICE: readonly RegExp[] = [
  /\b(?:recommendation|recommended action|remediation|mitigation)s? ?:.{0,200}/g,
  /\b(?:to|may|might|could|can|tried to|attempt to|attempts to|attempted to) (?:resolve|close|dismiss|suppress|disable|stop|turn off|uninstall|pause|deactivate|merge|archive)\b/g,
  /\bresolve (?:the|this) (?:issue|finding|incident|detection) (?:by|with)\b/g,
  /\b(?:close|resolve|archive|dismiss) (?:the|this) (?:ticket|case|alert|incident) (?:once|when|after|as soon as) (?:the|it|all|every|both|they|he|she)\b/g,
  /\b(?:approve|accept|confirm) the change(?: request)?\b/g,
  /\bschlie(?:ss|ß)en sie (?:das|den) (?:ticket|fall|vorfall) (?:sobald|wenn|nachdem)\b/g,
  /\bif (?:this|the|it|you) (?:\S{1,20} ){1,6}(?:mark|suppress|close|dismiss|resolve|classify|treat|set|ignore)\b/g,
  /\b(?:mark|suppress|close|dismiss|resolve|classify|treat|set) (?:\S{1,20} ){1,6}if\b/g,
  /\b(?:isolate|contain|quarantine|block|suspend|lock|reset|revoke|reboot|disable) (?:\S{1,20} ){1,5}(?:now|immediately|at once|right away|today)\b/g,
  /\b(?:run|execute|call|use|invoke)s? the (?:following )?(?:function|command|script|api)s?\b/g,
  /\b(?:visit|open|see|go to) https? ?:.{0,120}?\b(?:details|instructions|information)\b/g,
  /\b(?:send|upload|submit|forward) (?:the |a |any )?(?:\S{1,20} )?(?:logs?|files?|samples?|links?|mails?) (?:\S{1,20} ){0,2}to\b/g,
  /\b(?:approve|accept|confirm) the request\b|\bgrant(?:s|ed|ing)? access\b/g,
];
