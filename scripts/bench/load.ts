import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { wizIssueBody } from '#e2e/vendors/wiz.ts';

/**
 * The load generator, a process of its own: posts Wiz issues at a fixed rate, whatever the answers do. A request is late, not left out,
 * when too many are open already, and its time counts from when it was due, so that a server that stalls cannot hide it. With `--cut` what
 * is late at the end is left out after all: for a rate beyond what the server can take.
 */
export interface LoadReport {
  sent: number;
  /** Answers by status; 0 is a connection that broke. */
  statuses: Record<string, number>;
  /** From the first request to the last answer. */
  seconds: number;
  /** When the first request was due, Unix time in milliseconds. */
  startedAt: number;
  /** Milliseconds from when a request was due to its answer. */
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    token: { type: 'string', default: '' },
    rate: { type: 'string' },
    seconds: { type: 'string' },
    'in-flight': { type: 'string', default: '256' },
    first: { type: 'string', default: '0' },
    title: { type: 'string', default: 'Bench' },
    cut: { type: 'boolean', default: false },
  },
});
const [rate, seconds, inFlight, first] = [values.rate, values.seconds, values['in-flight'], values.first].map(
  Number,
) as [number, number, number, number];
const url = new URL(values.url!);
const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
const total = Math.round(rate * seconds);
const times: number[] = [];
const statuses: Record<string, number> = {};

const startedAt = Date.now();
const start = performance.now();
let sent = 0;
let open = 0;
await new Promise<void>((resolve) => {
  const pump = () => {
    const elapsed = performance.now() - start;
    const over = values.cut && elapsed > seconds * 1_000;
    const due = over ? sent : Math.min(total, Math.floor((elapsed * rate) / 1_000) + 1);
    while (sent < due && open < inFlight) send(sent++);
    if (open > 0 || !(over || sent === total)) setTimeout(pump, 1);
    else resolve();
  };
  pump();
});
const took = (performance.now() - start) / 1_000;
agent.destroy();
times.sort((a, b) => a - b);
const at = (share: number) =>
  Math.round((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) * 10) / 10;
const report: LoadReport = {
  sent,
  statuses,
  seconds: took,
  startedAt,
  p50: at(0.5),
  p95: at(0.95),
  p99: at(0.99),
  max: at(1),
};
process.stdout.write(`${JSON.stringify(report)}\n`);

function send(index: number): void {
  const due = start + (index * 1_000) / rate;
  const n = first + index;
  const body = JSON.stringify(wizIssueBody(n, { control: { name: `${values.title} ${n}` } }));
  open += 1;
  const done = (status: number) => {
    open -= 1;
    times.push(performance.now() - due);
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${values.token}`,
  };
  const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
    response.resume();
    response.once('end', () => done(response.statusCode ?? 0));
  });
  outgoing.once('error', () => done(0));
  outgoing.end(body);
}
