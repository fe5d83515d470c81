import type { IncomingMessage, ServerResponse } from 'node:http';
import { PEER_HEADER } from './client-address.ts';
import { PROBLEM_TYPE, problem } from './problem-body.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Next throws for others. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const DETAILS: Record<number, string> = {
  400: 'The request cannot be read.',
  405: 'This address does not take this method.',
};

/**
 * Stands before Next and says what Next leaves unsaid: an address that cannot be read is 400 and a method that nobody takes 405 instead of
 * an exception, and an error of the API that has no body gets its problem+json; a 405 also its Allow, for which `allowOf` is asked. It
 * also tells Next whose socket a request came by.
 */
export function guard(handle: Handle, allowOf: (path: string) => Promise<string | null>): Handle {
  return (request, response) => {
    request.headers[PEER_HEADER] = request.socket?.remoteAddress ?? '';
    const path = (request.url ?? '/').split('?', 1)[0]!;
    const ofApi = path === '/api' || path.startsWith('/api/');
    if (!request.headers.host) return refuse(response, ofApi, 400, 'The request has no Host header.');
    if (!path.startsWith('/')) return refuse(response, ofApi, 400, 'The address is none of this server.');
    if (!METHODS.includes(request.method ?? '')) {
      response.setHeader('allow', METHODS.join(', '));
      return refuse(response, ofApi, 405, DETAILS[405]!);
    }
    if (!isReadable(path)) return refuse(response, ofApi, 400, 'The address has %-escapes that are not UTF-8.');
    if (ofApi) fillEmptyErrors(path, request, response, allowOf);
    return handle(request, response);
  };
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse, ofApi: boolean, status: number, detail: string): void {
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', ofApi ? PROBLEM_TYPE : 'text/plain; charset=utf-8');
  response.end(ofApi ? JSON.stringify(problem(status, detail)) : detail);
}

/** Next ends an answer by `end` alone; its compression asks for the head just before. So the head is held back until the end is known. */
function fillEmptyErrors(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  allowOf: (path: string) => Promise<string | null>,
): void {
  const { writeHead, end } = response;
  const isEmptyError = () => response.statusCode >= 400 && !response.hasHeader('content-type');
  let held = false;

  async function fill(): Promise<void> {
    const { statusCode } = response;
    const allow = statusCode === 405 ? await allowOf(path).catch(() => null) : null;
    if (allow) response.setHeader('allow', allow);
    response.setHeader('content-type', PROBLEM_TYPE);
    response.setHeader('cache-control', 'no-store');
    const body = JSON.stringify(problem(statusCode, DETAILS[statusCode] ?? 'The server says no more of it.'));
    response.setHeader('content-length', Buffer.byteLength(body));
    Object.assign(response, { writeHead, end });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    if (args.length > 1 || !isEmptyError()) return writeHead.apply(response, args);
    held = true;
    return response;
  }) as typeof writeHead;
  response.end = ((...args: Parameters<typeof end>) => {
    if (!held && (response.headersSent || args[0] || !isEmptyError())) return end.apply(response, args);
    void fill();
    return response;
  }) as typeof end;
}
