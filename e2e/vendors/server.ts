import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as an emulator saw it. `json` and `form` are set by its content type, and undefined where it does not parse. */
export interface RecordedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  text: string;
  json?: unknown;
  form?: URLSearchParams;
}

export interface VendorAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent as it is, anything else as JSON. */
  body?: unknown;
  /** The connection is cut instead of an answer: what the request did stands, and the client cannot know it. */
  lost?: boolean;
}

/** Answers a request; `closing` aborts when the client leaves or the emulator closes, so that no answer outlives either. */
export type VendorHandler = (request: RecordedRequest, closing: AbortSignal) => VendorAnswer | Promise<VendorAnswer>;

export interface VendorServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  url: string;
  /** Every request since the start, oldest first. */
  requests: RecordedRequest[];
  close(): Promise<void>;
}

/** A real HTTP server on 127.0.0.1 that an emulator gives its routes to. Port 0 takes a free one. */
export async function startVendor(handler: VendorHandler, { port = 0 } = {}): Promise<VendorServer> {
  const requests: RecordedRequest[] = [];
  const closing = new AbortController();
  const server = createServer((incoming, response) => {
    const left = new AbortController();
    response.on('close', () => left.abort());
    answer(incoming, response, AbortSignal.any([closing.signal, left.signal])).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });

  async function answer(incoming: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const request = await readRequest(incoming);
    requests.push(request);
    const { status = 200, headers = {}, body, lost } = await handler(request, signal);
    if (signal.aborted) return;
    if (lost) return void response.destroy();
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(text);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        closing.abort();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://emulator');
  const type = incoming.headers['content-type'] ?? '';
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    text,
    ...(type.startsWith('application/json') && { json: parseJson(text) }),
    ...(type.startsWith('application/x-www-form-urlencoded') && { form: new URLSearchParams(text) }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
