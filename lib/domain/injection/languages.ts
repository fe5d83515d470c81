import type { InjectionKind } from './patterns.ts';

/**
 * The same in the languages of most of our readers and of most attackers. Latin letters are written as they are folded, without accents; what has another
 * alphabet is read as it stands.
 */
export const OTHER_LANGUAGES: readonly (readonly [InjectionKind, RegExp])[] = [
  // To forget what was said before.
  [
    'override',
    /ignorier\w* (?:\S{1,30} ){0,4}(?:anweisung|vorgab|regel|befehl|alle)|vergiss (?:\S{1,30} ){0,4}(?:anweisung|alles|vorherig|regel)|missachte (?:\S{1,30} ){0,4}(?:anweisung|regel)/,
  ],
  [
    'override',
    /ignor(?:a|e|ez|ar|er|are) (?:\S{1,30} ){0,4}(?:instruc|regl|consigne|istruzion|instrucoes|ordenes|ordre|anterior|precedent|reglas)/,
  ],
  [
    'override',
    /(?:olvida|oublie\w*|dimentica|esquec\w*) (?:\S{1,30} ){0,4}(?:instruc|todo|tout|tutt|consigne|istruzion|anterior|precedent|regra|regla)/,
  ],
  [
    'override',
    /(?:negeer|vergeet) (?:\S{1,30} ){0,4}(?:instructie|opdracht|regel|alle)|(?:zignoruj|pomin|zapomnij) (?:\S{1,30} ){0,4}(?:instrukcj|polece|wszystk)/,
  ],
  ['override', /忽略|无视|無視|忘记(?:之前|以上)|以前の指示|これまでの指示|指示を無視|이전 지시|지시를 무시|무시하고/],
  [
    'override',
    /(?:игнорируй|игнорировать|забудь|инструкци|игhopиpyй)|[иi]г[нn][оo][рp]и[рp][уy]й|za[бb][уy]д[ьb]|инструкц|iнструкц|и[nн]ctpykц|تجاهل|انس(?:َ)? (?:كل|جميع)|התעלם|yoksay|gormezden gel|abaikan (?:\S{1,30} ){0,3}instruksi|bo qua (?:\S{1,30} ){0,4}(?:huong dan|lenh)/,
  ],
  [
    'verdict',
    /(?:als |fur )(?:harmlos|gutartig|unbedenklich)|(?:como|comme|come) (?:benign|inofensiv|inoffensi|legitim|falso positivo|faux positif|sicur)|(?:marca|marque\w*|marchi\w*|clasifica\w*|classe\w*|classific\w*|stufe|markier\w*|bewerte) (?:\S{1,30} ){0,5}(?:benign|harmlos|gutartig|falso positivo|faux positif|inofensiv|legitim|seguro|sicur|sur\b|ungefahrlich|falsch positiv)/,
  ],
  [
    'act',
    /(?:schliess\w*|schließ\w*|losch\w*) (?:\S{1,30} ){0,3}(?:fall|alarm|vorfall|ticket)|(?:cierra|cerrar|ferme\w*|chiud\w*|feche) (?:\S{1,30} ){0,3}(?:caso|cas|alerta|alerte|incident\w*|ticket|avviso)/,
  ],
  [
    'override',
    /(?:z?ignoruj|pomin|zapomnij|ignorujte|zapomen)\w* (?:\S{1,30} ){0,4}(?:instrukc|instrukt|polece|wszystk|powyz|poprzedn|predchoz|predchadz|pokyn|vsechn|vsetk)/,
  ],
  [
    'override',
    /(?:ignorer|bortse|se bort|glem|glom)\w* (?:\S{1,30} ){0,4}(?:instruk|anvisning|tidigare|tidligere|ovenstaende|forrige)|(?:unohda|ohita) (?:\S{1,30} ){0,4}(?:ohje|edelli|kask)/,
  ],
  [
    'override',
    /\byok say|dikkate alma|(?:talimat|komut|yonerge)\w* (?:\S{1,30} ){0,3}(?:unut|gormez)|hagyd figyelmen kivul|felejtsd el (?:\S{1,30} ){0,4}(?:utasitas|minden)|zanemari\w* (?:\S{1,30} ){0,4}(?:sve|prethodn|uput)|balewalain|puuza (?:\S{1,30} ){0,3}maagizo/,
  ],
  ['override', /(?:αγν[οό]ησ|παρ[αά]βλεψ|ξ[εέ]χασ)\S* (?:\S{1,30} ){0,4}(?:οδηγ|εντολ|καν[οό]ν|προηγο|παραπ[αά]νω)/],
  ['override', /(?:про)?ігноруй|інструкці|игнорирай|игнориши/],
  [
    'override',
    /अनदेखा कर|नज़रअंदाज कर|नजरअंदाज कर|नज़रअंदाज़ कर|भूल जा|উপেক্ষা কর|เพิกเฉย|ละเว้นคำสั่ง|ไม่ต้องสนใจคำสั่ง|نادیده بگیر|نظر انداز کر/,
  ],
  // To say what is to be found, and to close.
  [
    'verdict',
    /(?:jako|za) (?:neskodn|nieszkodliw|falesn|falszyw|bezpieczn)|(?:markera|marker|merk) (?:\S{1,30} ){0,4}(?:ofarlig|godartad|godartet|falsk|harmlos)|zararsiz olarak|yanlis pozitif olarak|als goedaardig|vaarattomaksi|αβλαβ|ψευδ[ωώ]ς θετικ/,
  ],
  [
    'act',
    /(?:zamknij|uzavri|zavri)\w* (?:\S{1,30} ){0,3}(?:spraw|zgloszeni|incydent|incident|przypadek|pripad|tiket)|(?:stang|luk|lukk) (?:\S{1,30} ){0,3}(?:arendet|fallet|larmet|sagen|saken|alarmen|hendelsen)|sluit (?:\S{1,30} ){0,3}(?:zaak|melding|incident|ticket)|(?:vakay|olay|uyar)\w* (?:\S{1,30} ){0,4}kapat|κλε[ιί]σε (?:\S{1,30} ){0,3}(?:υπ[οό]θεση|περιστατικ)/,
  ],
  [
    'verdict',
    /(?:пометь|отметь|считай|классифицируй|признай)\S* (?:\S{1,30} ){0,4}(?:ложн|безопасн|безвредн|доброкачествен)|(?:标记|標記|视|視|分类|归类)为(?:无害|無害|良性|误报|誤報|安全)|(?:無害|良性|誤検知)(?:と|として)(?:判定|解決|マーク|分類|扱)|(?:무해|오탐|정상)(?:로|으로) (?:종료|처리|표시|분류)|كإيجابية كاذبة|على أنه(?:ا)? غير ضار/,
  ],
  [
    'act',
    /закро(?:й|йте) (?:\S{1,30} ){0,3}(?:инцидент|кейс|алерт|случай|тикет|дело)|закрий\S* (?:\S{1,30} ){0,3}(?:інцидент|справу|випадок)|(?:关闭|關閉)(?:此|该|這|这)|(?:ケース|アラート|インシデント|案件)を(?:閉じ|クローズし|解決し)て|(?:케이스|경보|사건|인시던트)(?:를|을) (?:종료|닫)|أغلق (?:هذه|هذا|ال)|मामले को बंद कर/,
  ],
];
