import { foldWord } from './words.ts';

const setOf = (words: string) => new Set(words.trim().split(/\s+/).map(foldWord));

/** Words of makers, products, tools, techniques and of the trade: where one stands, there is no person. */
const PRODUCTS = setOf(`
  access account accounts acquire active activity actor actors adapter address admin administrator administrators admins adobe advanced adversary agent agents akamai alert alerts alibaba alto
  amazon analysis analyst analytics android anomaly anti antivirus anydesk apache app apple application approval archive asset assets
  atlassian attack attacks attempt audit auth authentication authenticator authority authorization auto automated automation autostart aws axonius azure
  backdoor backup bad bank bash bear beacon behavior behaviour binary bitdefender bitlocker bitwarden black blackberry blob block bloodhound boot
  bot botnet brave browser brute bucket buffer build burp bypass cache campaign canary capture carbon card cargo cert certificate chain
  channel check checkpoint chocolatey chrome chromium cisco citrix class clear client clipboard cloud cloudflare cluster cmd cobalt code collection
  com command commands compliance component compromise compromised computer confluence connect connection connector console container content control controller
  cookie core corporate credential credentials critical cron crowdstrike crypto custom cyber cylance daemon darktrace dashboard data database datacenter datadog debian
  debug defender defense delegation delete dell deny deployment desktop destruction detected detection detections developer device devices dhcp dialog digital directory
  disabled discord discovery disk dll dns docker document domain dot dropbox dropper dump dumping duo dynamic edge edition elastic elevation email
  emergency enabled encrypted encryption endpoint endpoints engine enterprise entra error escalation eset esxi eternal evasion event events exchange
  execution executable exfiltration explorer exploit exploitation export express extended extension external failed failure falcon false fancy file
  files filter fireeye firefox firewall folder force forest fortigate fortinet framework full function gateway general generic ghidra ghost github gitlab
  global golden google graph group groups guard guest hardware hash havoc health heap help helper heuristic high hijacking hive hook host
  hosts hotfix hotmail hp http huntress hyper icloud identity image impact impair impacket implant incident incidents indicator information infostealer infrastructure ingress
  initial injection input insight instance integration integrity intel intelligence interface internal internet interpreter intruder intune invoke ios iot
  ip iphone issue ivanti jamf java javascript jenkins jira job juniper kaspersky kerberos kernel key keylogger kibana kit kitten kubernetes
  labs lan laptop lateral launcher layer lazarus ldap legacy lenovo level library license linkedin linux listener live load loader local lock lockbit
  locker log login logon logs low lsass mac machine macos macro mail mailbox malicious malware managed management manager mandiant manipulation map
  masquerading material mcafee medium memory message metadata metasploit meterpreter microsoft mimikatz miner mitre mobile mode model modify module monitor
  motw mozilla ms msp multi mysql namespace nation native net netlogon netskope network new nginx nmap node nord norton notepad notification
  npm ntlm nvidia object office offline okta onedrive online open openai opensource operation operator option oracle os outlook output over owa
  package packet page palo panda panel panther paper pass password passwords patch path payload pc pdf peap peer pentest permission
  persistence phishing pipe plugin point policy pool port portal pos post postgres power powershell prevention principal print printer private privilege privileged
  process processes profile program progress project prompt protection protocol provider provisioning proxy public pulse purview putty python qakbot qualys query
  queue quick radar ransom ransomware rapid rat ratel raw read reader real reconnaissance record recorded recovery red redirect redis redline redteam reg
  registry remote removal rename report repository request reset resolution resource response rest restricted result revoked ripper risk role root
  rootkit router rule rules run runtime safari salesforce sam sample samsung sandbox sap scan scanner scanning scheduled schema screen screenconnect script
  scripting search secret secure security sensor sentinel sentinelone server servers service servicenow services session settings setup shadow share shared sharepoint shell
  siem signature signed silver single site skeleton slack sliver smart smb snake snapshot snort social soc software solarwinds sophos source spam
  sparrow spear spider splunk spoofing spray spraying spyware sql ssh ssl sso stage staging standard startup status stealer storage store
  stores storm stream strike studio sub subsystem success supply suricata suse suspicious svc symantec sync sysinternals sysmon system systems table tableau tag target
  task tasks tcp team teams teamviewer telegram telemetry temp tenable tenant tenants terminal terraform test tesla texas threat threats ticket tickets till
  time tls token tokens tool tools tor traffic transfer transport trend trickbot trojan true trust trusted tunnel tunneling tunnelling twitter typhoon ubuntu
  udp ui unauthorized unc unix unknown unsecured update updates upload url usb use user users utility valid vault veeam vendor verify version victim
  viewer virtual virus virustotal visual vmware vnc volume vpn vulnerability wan warning watch web webex webhook webshell whatsapp wifi win
  window windows winrm wireless wireshark wiz wmi word wordpress workday worker workflow workspace workstation worm xbox xdr yara zendesk zero zip zloader zone zoom zscaler
  zoho sunburst emotet dridex remcos njrat asyncrat formbook lumma raccoon vidar conti revil ryuk blackcat akira clop blizzard tempest sleet sandstorm
  cozy charming wizard scattered muddled venomous mustang gamaredon turla winnti hafnium nobelium
`);

/** Words that begin sentences, of organisations, of places and of time: none is a part of a name where nothing else says so. */
const ORDINARY = setOf(`
  a about account according action actual after again against all almost already also although always am an and another any anybody are around as asked at
  be because been before began behind being below between both but buyer by call called caller can cardholder case cases changed city close closed colleague
  company complaint concerning contact contract corp corporation could country customer customers daily date day dear department did different do does done down
  during each eight either employee employees end ended enquiry every everybody everything except failing few fifth final finally find finding first five following for
  former found four fourth friday from further future gave get give given good goes got had half has have having he head hello her here hers hi high him
  his holiday hour how however i if important in inc including indeed inside into invoice is it its january february march april may june july august september
  october november december just kind know known last late later latest lead least left less let like limited line list little long look lost ltd main major
  make many maybe me meanwhile meeting member members message might minor minute monday month more morning most mostly much must my name near necessary need needs
  never next night nine no nobody none normal not note nothing now number of off offer office official often old on once one only or order ordered
  other others our out outside overnight owner own part partner party patient payment per perhaps person phone please possible previous prior probably proposed purchase
  question quite rather really reason received recent recently recipient regarding regular related remaining reminder reopened reported reporter requester requested required
  resolved returned review reviewed said sales same saturday saw second see seen sees sent seven several shall she shift shop should show similar since six size small so
  some somebody somewhere soon spoke staff start started state still stop subject such summary sunday support sure take taken ten than thank thanks that the their them then there
  therefore these they thing third this those though three through thursday thus title to today together tomorrow tonight too total toward transaction tuesday twice
  two type under unless until unusual up upon upper urgent us used using usual various very via visit visitor wait want was we wednesday week weekly well went were
  what when where whether which while white who whoever whole whose why will with within without won would wrong year yes yesterday yet you your zero
  group holding spa srl gmbh ag llc plc sa sas bv division branch outlet warehouse boutique flagship mall airport station street road avenue floor building
  center centre region north south east west northern southern eastern western upper lower new grand great royal saint san santa
  italy france germany spain england britain kingdom united states america europe european asia africa china japan india brazil russia russian ukraine poland
  italia italian french german spanish english chinese american british rome roma milan milano turin torino naples napoli florence firenze venice venezia bologna
  paris london berlin munich hamburg frankfurt vienna zurich madrid barcelona lisbon lisboa brussels amsterdam dublin warsaw prague stockholm copenhagen york angeles
  francisco boston chicago dallas seattle washington moscow kyiv beijing shanghai tokyo singapore dubai sydney mumbai
  il lo gli un una uno dei delle degli nel nella nei con per tra fra non che chi come dove quando quindi anche questo questa cliente clienti utente ordine oggi ieri
  signora signor signore buongiorno gentile spett caro cara der das ein eine einer und oder mit von vom zum zur fur bei nach kunde kundin kunden heute gestern bestellung
  mitarbeiter sehr geehrte geehrter liebe lieber herr frau les une des est avec pour dans sur bonjour cher chere monsieur madame commande client cliente aujourd hier
  los las una con para por del hola estimado estimada pedido hoy ayer senor senora don dona mr mrs ms miss dr prof
`);

/** Whether a word is one of a product or of the trade. */
export const isProductWord = (word: string) => PRODUCTS.has(foldWord(word));

/** Whether a word belongs to no name where nothing says that it does. */
export const isNoName = (word: string) => isProductWord(word) || ORDINARY.has(foldWord(word));

/** Houses of fashion that are called like people. */
const BRANDS = new Set(
  `alexander mcqueen|alexander wang|bottega veneta|brunello cucinelli|calvin klein|carolina herrera|charlotte tilbury|christian dior|christian louboutin|
  coco chanel|diane von furstenberg|dolce gabbana|donna karan|elie saab|elisabetta franchi|emilio pucci|emporio armani|ermenegildo zegna|giorgio armani|
  giuseppe zanotti|helmut lang|hugo boss|isabel marant|jil sander|jimmy choo|karl lagerfeld|kate spade|loro piana|louis vuitton|marc jacobs|marc cain|max mara|
  michael kors|miu miu|oscar de la renta|patrizia pepe|paul smith|ralph lauren|roberto cavalli|saint laurent|salvatore ferragamo|stella mccartney|ted baker|
  tom ford|tommy hilfiger|tory burch|vera wang|victoria beckham|vivienne westwood|yves saint laurent`
    .split('|')
    .map((name) => name.trim()),
);

/** @param words folded, in their order */
export const isBrand = (words: readonly string[]) => BRANDS.has(words.join(' '));
