import { isDeeperThan, MAX_DEPTH } from '../services/deliveries/body.ts';
import { HttpError } from './problem.ts';

/** The raw body, counted while it arrives: beyond `limit` bytes it is 413, whatever content-length said. */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = () => new HttpError(413, `A body may have ${limit / 1024 / 1024} MB at most.`);
  const announced = request.headers.get('content-length');
  if (Number(announced ?? 0) > limit) throw tooLarge();
  if (!request.body) return Buffer.alloc(0);
  // Node reads no more than was announced, and reading at once is far cheaper than chunk by chunk.
  if (announced !== null) {
    const whole = Buffer.from(await request.arrayBuffer());
    if (whole.byteLength > limit) throw tooLarge();
    return whole;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A body parsed as JSON; an empty one is undefined. */
export function parseJson(raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  // What walks it later is recursive.
  if (isDeeperThan(raw, MAX_DEPTH)) throw new HttpError(400, `The body is nested deeper than ${MAX_DEPTH} levels.`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    throw new HttpError(400, 'The body is not valid JSON in UTF-8.');
  }
}
