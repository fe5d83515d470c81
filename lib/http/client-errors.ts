import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEM_TYPE, problem } from './problem-body.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** By the code of the parser's error (node:http, `clientError`); any other is a 400. */
const ANSWERS: Record<string, { status: number; detail: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The headers, the address among them, are larger than 16 KB.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, detail: 'The extensions of a chunk are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not come whole in time.' },
};
const UNREADABLE = { status: 400, detail: 'This is no HTTP request that can be read.' };

/**
 * Answers what never becomes a request of `server`: Node's own answers have neither our headers nor a body. With a problem+json, since
 * nobody knows what was asked; the connection ends with it.
 */
export function answerClientErrors(server: Server): void {
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => latest.set(request.socket, response));

  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answering = latest.get(socket);
    // The middle of another answer is no place for this one.
    const amid = answering?.headersSent && !answering.writableFinished;
    if (error.code === 'ECONNRESET' || !socket.writable || amid) return void socket.destroy(error);
    const { status, detail } = ANSWERS[error.code ?? ''] ?? UNREADABLE;
    socket.end(rawAnswer(status, detail));
  });

  server.on('checkExpectation', (_request, response) => {
    const { status, headers, body } = answerOf(417, 'Nothing but 100-continue can be expected here.');
    response.writeHead(status, headers).end(body);
  });
}

function answerOf(status: number, detail: string) {
  const body = JSON.stringify(problem(status, detail));
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Type': PROBLEM_TYPE,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    Connection: 'close',
  };
  return { status, headers, body };
}

function rawAnswer(status: number, detail: string): string {
  const { headers, body } = answerOf(status, detail);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
}
