import { randomOf } from '#e2e/support/random.ts';

/** Log lines and analysts' notes of a size (UTF-16 units), of the kinds that a case's events hold. Deterministic. */
export function logCorpus(size: number, seed = 7): string {
  const { below, pick } = randomOf(seed);
  const hex = (n: number) => Array.from({ length: n }, () => below(16).toString(16)).join('');
  const ip = () => `${1 + below(222)}.${below(256)}.${below(256)}.${1 + below(254)}`;
  const stamp = () =>
    `2026-01-${10 + below(18)}T0${below(10)}:${10 + below(50)}:${10 + below(50)}.${100 + below(900)}Z`;
  const word = () => pick(['shop', 'pay', 'cdn', 'auth', 'stock', 'mail', 'store', 'track', 'img', 'edge']);
  const host = () =>
    `${word()}-${below(400)}.${word()}${below(90)}.${pick(['com', 'net', 'org', 'co.uk', 'example', 'io'])}`;
  const user = () => `${pick(['ana', 'joel', 'mira', 'sam', 'tove', 'omar'])}.${word()}`;
  const lines: (() => string)[] = [
    () =>
      `${stamp()} fw01 kernel: DROP IN=eth0 OUT= SRC=${ip()} DST=${ip()} LEN=60 TTL=51 PROTO=TCP SPT=${below(65536)} DPT=443 SYN`,
    () =>
      `${ip()} - - [12/Jan/2026:08:31:07 +0000] "GET /assets/app.${hex(8)}.js?v=${below(99)} HTTP/1.1" 200 ${below(90000)} "https://${host()}/cart" "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"`,
    () =>
      `${stamp()} sshd[${below(30000)}]: Failed password for invalid user ${user()} from ${ip()} port ${below(65536)} ssh2`,
    () =>
      `{"time":"${stamp()}","level":"info","msg":"request completed","trace":"${hex(32)}","path":"/api/v1/orders/${below(1e6)}","durationMs":${below(900)},"user":"${user()}@${host()}"}`,
    () => `${stamp()} named: client @0x7f3a ${ip()}#53124 query: ${host()} IN A +E(0)K (10.0.0.2)`,
    () =>
      `EventID=4688 NewProcessName=C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe CommandLine="powershell -nop -w hidden -enc ${hex(60)}" SubjectUserName=${user()} sha256=${hex(64)}`,
    () =>
      `The analyst on shift looked at the alert again and found that the account had been used from two countries within an hour; the session was ended, the owner was asked, and the store manager confirmed the travel.`,
    () =>
      `Seen beaconing to hxxps://${host().replaceAll('.', '[.]')}/gate.php every ${below(90)} seconds, dropper ${hex(32)}, resolves to ${ip().replaceAll('.', '[.]')}, see CVE-2024-${1000 + below(9000)}.`,
    () =>
      `${stamp()} worker-${below(9)} INFO  inventory sync finished: ${below(9000)} items, ${below(40)} conflicts, next run in ${below(60)} minutes`,
    () =>
      `${stamp()} GET https://${host()}/v2/items/${below(1e6)}?page=${below(40)}&sort=asc 200 ${below(800)}ms request_id=${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  ];
  const parts: string[] = [];
  for (let length = 0; length < size; ) {
    const line = `${pick(lines)()}\n`;
    parts.push(line);
    length += line.length;
  }
  return parts.join('').slice(0, size);
}
