import { wordsOf } from './fields.ts';

/** What a field says that calls something an attack, in the vendor's own word or number. */
export interface Accusation {
  field: string;
  word: string;
}

/** Fields in which vendors judge, and what they name so that holds the judgement further down. */
const JUDGING =
  /(?:verdict|disposition|classification|(?:confidence|threat)_level|(?:threat|malware)_(?:type|category|class)|malware_famil(?:y|ie)|determination|resolution|conclusion|assessment|decision|judge?ment|outcome|state|confidence|severity|label|tag|flag|result|status|rating|reputation)(?:s|es)?$|^(?:threat|malware|virus|detection)s?(?:_info)?$/;

/** Whether what stands under a field, or anywhere within it, may be a judgement. */
export const isJudging = (key: string): boolean => JUDGING.test(wordsOf(key));

const SURE = '(?:confirmed|highly|very|likely|known|probably|potentially|possibly|is|active)';
const WHAT =
  '(?:activity|file|code|software|process|behaviou?r|url|domain|ip|host|content|traffic|payload|attempt|detected|found)';
/** The same in the languages of the tools that our stores have. */
const ELSEWHERE =
  'bösartig|schädlich|schadsoftware|infiziert|kompromittiert|malveillante?|infectée?|malicios[oa]|dannos[oa]|infett[oa]|compromess[oa]|infectad[oa]|comprometid[oa]';
const ACCUSING = new RegExp(
  `^(?:${SURE}[ _-]){0,2}(?:malicious|suspicious|malware|ransomware|trojan|backdoor|worm|virus|rootkit|spyware|infostealer|exploit|phish(?:ing)?|true[ _-]?positive|tp|attack|compromised|infected|bad|hacktool|${ELSEWHERE}|(?:confirmed|active)[ _-]threat|threat[ _-](?:detected|found))(?:[ _-]${WHAT}){0,2}$`,
  'i',
);
const PARTS = /[,;|/:.()[\]]|\s[-–—]\s/;
const LONGEST = 200;

/** A word by which a text of a judging field, whole or in one of its parts, calls something an attack; null: there is none. */
export function accusingWord(text: string): string | null {
  if (text.length > LONGEST) return null;
  const parts = text.split(PARTS).map((part) => part.trim());
  return [text, ...parts].find((part) => ACCUSING.test(part)) ?? null;
}

/** A yes under such a name, or a count above nothing, is an accusation. */
const FLAG =
  /(?:^|_)(?:malicious|malware|ransomware|compromised|infected|breached|attack(?:ed)?|phish(?:ing)?|is_threat|threat_detected)$/;
const DENIED = /(?:^|_)(?:anti|non?|not|un)_/;
const YES = /^(?:true|yes|y|1)$/i;

const VERDICT = /(?:^|_)verdict$/;
const VERDICT_SCORE =
  /(?:^|_)(?:verdict|malicious|malware|ransomware|threat|phish(?:ing)?|ml)_(?:score|probability|confidence|likelihood)$/;

/** What a single value under a name says by itself; null: nothing. Names of judging fields are another matter: see {@link accusingWord}. */
export function flagged(key: string, value: string | number | boolean): Accusation | null {
  if (value === false || value === '') return null;
  const name = wordsOf(key);
  const accused = { field: key, word: String(value) };
  if (typeof value === 'number') {
    const isCount = (FLAG.test(name) && !DENIED.test(name)) || VERDICT.test(name);
    return (isCount && value > 0) || (VERDICT_SCORE.test(name) && isHigh(value)) ? accused : null;
  }
  const isYes = value === true || YES.test(value);
  return isYes && FLAG.test(name) && !DENIED.test(name) ? accused : null;
}

/** Of one, or of a hundred. */
const isHigh = (score: number) => (score > 1 ? score >= 50 : score >= 0.5);

const SCORE = /^(?:score|confidence|probability|certainty|rating)$/;
const CLEARING =
  /^(?:benign|clean(?:ed)?|harmless|safe|good(?:ware)?|fp|false[ _-]?positive|undetected|not[ _-]?malicious|no[ _-]threats?(?:[ _-](?:found|detected))?|legitimate|allowed?|trusted|informational|ok|pass(?:ed)?|none)$/i;

/** A high score beside a verdict that clears nothing, as in `{mlVerdict: "B", score: 98}`; null: there is none. */
export function scored(record: Readonly<Record<string, unknown>>): Accusation | null {
  const named = Object.entries(record).map(([key, value]) => [wordsOf(key), key, value] as const);
  const verdict = named.find(([name, , value]) => VERDICT.test(name) && typeof value === 'string' && value.trim());
  if (!verdict || CLEARING.test((verdict[2] as string).trim())) return null;
  const score = named.find(([name, , value]) => SCORE.test(name) && typeof value === 'number' && isHigh(value));
  return score ? { field: score[1], word: String(score[2]) } : null;
}

const MALWARE_NAME =
  /^(?:malware|virus|ransomware|trojan)$|(?:^|_)(?:malware|virus|ransomware|trojan)_(?:name|famil(?:y|ie)|variant)s?$/;
const NOTHING =
  /^(?:-+|n\/?a|null|nil|none|no|unknown|undefined|false|0|\(none\)|not[ _](?:available|found|detected)|no[ _](?:malware|virus)(?:[ _]found)?)$/i;

/** Whether a field names the malware that something is. */
export const namesMalware = (key: string, text: string): boolean =>
  MALWARE_NAME.test(wordsOf(key)) && !NOTHING.test(text) && !CLEARING.test(text);
