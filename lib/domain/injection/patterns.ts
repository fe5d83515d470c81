import { OTHER_LANGUAGES } from './languages.ts';

/** What gives an order away, by what it tries. Written for folded text: small letters, single blanks, no punctuation but brackets and colons. */
export const INJECTION_KINDS = ['override', 'role', 'fence', 'verdict', 'act', 'secret', 'format', 'hidden'] as const;
export type InjectionKind = (typeof INJECTION_KINDS)[number];

const G = String.raw`(?:(?:all|any|the|your|these|those|this|previous|prior|earlier|every|its|their|my|security|system|initial|original|analysis|other|whole|safety) ){1,5}(?:\S{1,30} ){0,2}`;
const re = (source: string) => new RegExp(source);

/** Each pattern has bounded parts only: none can run long on any text. */
export const PATTERNS: readonly (readonly [InjectionKind, RegExp])[] = [
  // To forget what was said before.
  [
    'override',
    re(
      `(?:ignore|disregard|forget|override|bypass|skip|drop|discard|neglect) ${G}(?:instruction|prompt|rule|direction|guideline|polic|context|message|above|constraint|command|order|training|told|said|safety)`,
    ),
  ],
  ['override', re(`(?:ignore|disregard|forget) (?:everything|all|anything|the above|what|your)`)],
  [
    'override',
    /(?:^| )(?:admin|administrator|system|security|emergency|safety|policy) override(?: |:|$)|(?:^| )override ?: ?\S/,
  ],
  [
    'override',
    /(?:new|updated|revised|real|actual|urgent|additional) (?:system |task |security )?(?:instruction|prompt|directive|order|polic)\w*(?: ?:| (?:follow|are|is|for|apply|from)\b)/,
  ],
  [
    'override',
    /(?:do not|dont|don t|never|stop) (?:follow|obey|listen to|apply|use|adhere to) (?:\S{1,30} ){0,3}(?:instruction|rule|prompt|polic|guideline)/,
  ],
  ...OTHER_LANGUAGES,
  // To be somebody else.
  [
    'role',
    /(?:you are|you re|youre|act as|behave as|pretend (?:to be|that you)|roleplay|from now on|switch to|enter|enable|activate) (?:\S{1,30} ){0,4}(?:dan\b|developer mode|debug mode|maintenance mode|admin mode|god mode|jailbreak|unrestricted|no restrictions|without restrictions|test mode|training mode|another ai|different assistant|system administrator|obedient)/,
  ],
  [
    'role',
    /(?:as|i am|this is|im|message from|on behalf of|signed by|authorized by|approved by) (?:the |your |an? )?(?:system administrator|administrator|developer|soc manager|soc lead|ciso|security team|openai|vendor|operator|owner|creator)(?:\b.{0,60})(?:order|instruct|authori[sz]|request|tell|command|require|approv|direct|want|need|you (?:must|may|can|are))/,
  ],
  [
    'role',
    /(?:hey|hello|dear|attention|note to|message to|notice to|instructions? for|to the) (?:the )?(?:ai|assistant|llm|model|language model|chatbot|gpt|scout|copilot|analyst bot|agent)\b/,
  ],
  [
    'role',
    /(?:ai|llm|language model|assistant|scout|model|bot)(?: analyst| agent)? ?[:,]? (?:please |you )?(?:must|should|shall|will|have to|need to|are (?:required|instructed|ordered)) (?:now )?(?:\S{1,30} ){0,3}(?:close|mark|set|resolve|classify|ignore|answer|respond|reply|output|report|run|execute|approve|delete|lower|skip|say|write|whitelist|release|unisolate|treat|rate|grade|label)/,
  ],
  [
    'role',
    /(?:^|[ #:(])(?:ai|llm|gpt|scout|assistant|language model|bot) ?: ?(?:skip|ignore|do|mark|close|resolve|stop|say|treat|set|classify|please|you|this|no|never|write|report)\b|(?:^| )(?:ai|llm|gpt|scout) (?:skip|ignore) (?:the|this|all|any) /,
  ],
  ['role', /(?:new|your) (?:persona|role|identity|task|job|goal|objective|mission|purpose) (?:is|now|:)/],
  // To end the fence, or to speak as the system.
  [
    'fence',
    /(?:<|\[|\{|#|:) ?(?:\/ ?)?(?:(?:im start|im end|inst|sys|end of (?:data|input|prompt|document)) ?(?:>|\]|\}|#|:)|(?:system|assistant|developer) (?:prompt|message|turn|override|note))/,
  ],
  // A tag alone is what any XML, log line or heading has: what follows it must be an order.
  [
    'fence',
    re(
      `(?:<|\\[|\\{|#|:) ?(?:system|assistant|developer|data|untrusted|instructions?|alert|context|fence) ?(?:>|\\]|\\}|#|:)[^a-z]{0,20}(?:\\S{1,30} ){0,6}?(?:you|your|ignore|disregard|forget|follow|obey|must|from now|new (?:instruction|task|role|goal|polic)|mark|close|resolve|classify|verdict|set|benign|harmless|false positive|override|answer|respond|reply)(?![a-z])`,
    ),
  ],
  [
    'fence',
    /(?:end|close|closing|stop|finish|beginning|begin|start) (?:of )?(?:the )?(?:untrusted |alert |fenced |raw |user |log )?(?:data|input|fence|document|block|context|quote|section)\b(?:.{0,40})(?:now|then|follow|instruction|system|real|trusted|new|everything|begin|treat|the)/,
  ],
  [
    'fence',
    /(?:^| )(?:system|assistant|developer|human|admin) ?: ?(?:you|the|please|ignore|new|set|mark|close|this|from|all|verdict|override|i |ok(?:ay)?[ :].{0,20}\b(?:i|you|now|will)\b|understood|sure|begin|classif|analysis)/,
  ],
  [
    'fence',
    /<\|(?:im start|im end|endoftext|system|assistant|user|eot id|start header id)|\[(?:\/ ?)?inst\]|<<sys>>|(?:^| )data [0-9a-f]{8,}>/,
  ],
  [
    'fence',
    /(?:role|content) ?: ?(?:system|assistant|developer)(?! (?:administrator|admin|operator|engineer|manager))/,
  ],
  // To say what is to be found.
  [
    'verdict',
    /(?:mark|resolve|close|classify|label|rate|treat|report|consider|regard|flag|score|set|grade|declare|categori[sz]e|judge|answer|respond|output|return|conclude|deem|say)(?: that)? (?:\S{1,30} ){0,6}(?:as )?(?:benign|harmless|false positive|legitimate|not malicious|clean|safe|low severity|informational|trusted|no threat|allowed|known good|whitelisted)/,
  ],
  [
    'verdict',
    /(?:verdict|severity|confidence|classification|disposition|resolution|risk) ?(?:must be|should be|shall be|is|=|:|to|equals)(?: set)?(?: to)? ?:? ?(?:benign|harmless|false positive|low|informational|safe|clean|none|0\b)/,
  ],
  [
    'verdict',
    /(?:this|it|the (?:alert|command|process|file|activity|host|user|line|event)) (?:is|was|has been) (?:already |fully |officially )?(?:approved|authori[sz]ed|verified|whitelisted|cleared|confirmed (?:benign|safe|clean)|a (?:false positive|known good|test)|pre approved)(?: by| and| so| ?[:;]|$| as| in| under)/,
  ],
  [
    'verdict',
    /(?:state|say|write|conclude|report|note|answer|confirm|claim)(?: clearly)?(?: that)? (?:there (?:is|are|was|were) )?no (?:\S{1,30} )?(?:malicious|suspicious|threats?|malware|findings|evidence|risk|danger)/,
  ],
  [
    'verdict',
    /(?:please note|notes? (?:to|for)|attention|message (?:to|for)) (?:the |all )?(?:analysts?|soc|reviewers?|investigators?|triage)\b.{0,60}(?:benign|harmless|false positive|no need to escalate|do not escalate|safe to (?:close|ignore))/,
  ],
  // To act.
  [
    'act',
    /(?:analysts?|assistants?|models?|scout|bots?|ai|llms?|automations?) (?:shall|must|should|may|need|do) not (?:\S{1,20} ){0,2}(?:escalate|report|flag|alert|raise)|(?:ai|llm|scout|assistant|model|bot) (?:\S{1,20} ){0,3}?(?:could|would|can|may) (?:\S{1,20} ){0,2}(?:wave|close|resolve|approve|mark|let|skip|ignore) (?:this|the|it)\b/,
  ],
  [
    'act',
    /(?:alerts?|cases?|incidents?|detections?|findings?|events?) (?:\S{1,30} ){0,6}(?:are to|is to|must|should|shall|have to|has to|will) (?:\S{1,20} ){0,2}(?:closed|resolved|ignored|dismissed|suppressed|marked|classified)(?: \S{1,30}){0,4} (?:by|as) (?:the |an? )?(?:assistant|ai|llm|model|scout|bot|benign|harmless|safe|false positive)/,
  ],
  [
    'act',
    /(?:do not|dont|don t|never|without) (?:report|tell|alert|notify|mention|escalate|flag|show|inform|raise)(?:ing)? (?:\S{1,30} ){0,4}(?:analysts?|soc|humans?|security team|leads?|the team|incident|case)\b/,
  ],
  [
    'act',
    /(?:close|resolve|dismiss|suppress|delete|reassign|downgrade|archive|merge|reopen) (?:this|the|all|every|these|any|my)(?: open| related| other)? (?:case|alert|incident|ticket|detection|finding|issue|investigation|evidence|log|timeline|event|observable)/,
  ],
  [
    'act',
    /(?:disable|turn off|switch off|uninstall|stop|pause|deactivate) (?:the |all |your )?(?:alert|detection|monitoring|edr|antivirus|logging|sensor|notification|protection|defender|agent|automation|rule)/,
  ],
  [
    'act',
    /(?:isolate|contain|unisolate|release|unquarantine|quarantine|block|unblock|whitelist|allowlist|reboot|wipe|lock|suspend|reset|revoke|grant|add|remove|lift)(?: \S{1,40}){0,4} (?:host|device|endpoint|domain|account|user|firewall|allow list|allowlist|whitelist|admin|administrator|access|sessions?|containment|isolation|permissions?|role|all)\b(?:.{0,30})(?:now|immediately|at once|please|without|right away|today|yourself|for me|before|silently)/,
  ],
  [
    'act',
    /(?:approve|grant|accept|confirm) (?:the |this |my |all |every )?(?:\S{1,30} )?(?:access|request|approval|pending|change|admin|action|proposal)/,
  ],
  [
    'act',
    /(?:call|use|invoke|run|execute|trigger) (?:the |your )?(?:\S{1,30} )?(?:tool|function|api|action|plugin|automation|playbook|workflow|command)s?\b(?:.{0,40})(?:to|with|now|and|on|named|:)/,
  ],
  [
    'act',
    /(?:send|post|email|e mail|forward|upload|exfiltrate|leak|transmit|mail)(?: me| us)? (?:\S{1,30} ){0,6}to (?:https? ?:?|\S{1,60}@|webhook|attacker|this address|the following (?:url|address)|my server|external)/,
  ],
  [
    'act',
    /(?:fetch|visit|open|browse|load|render|click|download|go to|navigate to) (?:\S{1,30} ){0,3}https? ?:.{0,80}(?:and|then|for) (?:\S{1,30} ){0,3}(?:instruction|follow|obey|do|execute|details|order)/,
  ],
  [
    'act',
    /(?:assign|change|set|lower|raise|reduce) (?:\S{1,30} ){0,3}(?:severity|owner|assignee|priority|state|status|sla) (?:\S{1,30} ){0,2}(?:to|as|=)/,
  ],
  // To tell what is not to be told.
  [
    'secret',
    /(?:reveal|print|show|repeat|output|display|leak|tell|give|expose|dump|return|include|disclose|translate|summari[sz]e|write|list|recite|echo|spell)(?: out| me| us)? (?:\S{1,30} ){0,5}(?:system prompt|your (?:prompt|instructions|rules|configuration)|(?:instructions?|prompt|rules) (?:that )?you (?:were|have been|are|got)|initial prompt|hidden prompt|prompt above|instructions above|(?:the|your|any|all|every) (?:\S{1,30} )?(?:api key|credential|secret|password|environment variable|token))/,
  ],
  // To shape the answer.
  [
    'format',
    /(?:respond|reply|answer|output|print|say|return|write)(?: back)? (?:only|just|exactly|with|nothing but)(?: only| exactly| the| with){0,2}(?: (?:text|word|words|json|phrase|string|following))? ?:? ?(?:\{|\[|ok\b|yes\b|no\b|benign|safe|clean|approved|done|all clear|nothing)/,
  ],
  [
    'format',
    /(?:your|the) (?:final |only |next |entire |whole |complete )?(?:answer|response|output|reply) (?:must|should|shall|will|has to|is|=|:)/,
  ],
  [
    'format',
    /(?:begin|start|end|finish|prefix|append|prepend) (?:your |the |every |each )?(?:answer|response|output|reply|summary|sentence|report)s? (?:with|by|to)/,
  ],
];

/** All of them as one: what it does not find none of them finds, at a fraction of the cost. */
export const ANY_PATTERN = new RegExp(PATTERNS.map(([, { source }]) => `(?:${source})`).join('|'));
