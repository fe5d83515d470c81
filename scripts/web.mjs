/** The web process: Next behind an HTTP server of our own, so that live streams end when the process is asked to. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import next from 'next';
import { answerClientErrors } from '../lib/http/client-errors.ts';
import { guard } from '../lib/http/guard.ts';
import { setSecurityHeaders } from '../lib/http/security-headers.ts';
import { endWithParent } from '../lib/parent-watch.ts';

const port = Number(process.env.PORT ?? 3000);
/** How long requests that are being answered may take to finish. */
const FINISH_MS = 2_000;

/** @type {Set<import('node:http').ServerResponse>} */
const answering = new Set();

// A request without Host is refused by the guard: Node's own refusal lacks our headers.
const server = createServer({ requireHostHeader: false }, (request, response) => {
  answering.add(response);
  response.once('close', () => answering.delete(response));
  setSecurityHeaders(response);
  guarded(request, response);
});
answerClientErrors(server);
// Longer than proxies and browsers keep theirs: the side that closes first must not be this one.
server.keepAliveTimeout = 65_000;

const app = next({
  dev: process.argv.includes('--dev'),
  dir: join(import.meta.dirname, '..'),
  port,
  httpServer: server,
});
await app.prepare();
const guarded = guard(app.getRequestHandler(), allowOf);

/**
 * The methods of an address of the API: Next tells them to OPTIONS, and only there.
 * @param {string} path
 */
async function allowOf(path) {
  const answer = await fetch(`http://localhost:${port}${path}`, { method: 'OPTIONS' });
  return answer.headers.get('allow');
}

endWithParent(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  // A stream has no end of its own: its client connects again, to the next process.
  for (const response of answering) {
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy();
  }
  await Promise.race([closed, delay(FINISH_MS)]);
  server.closeAllConnections();
});

await new Promise((resolve, reject) => {
  server.once('error', reject);
  server.listen(port, () => resolve(undefined));
});
