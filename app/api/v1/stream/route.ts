import { openStream } from '#lib/http/stream.ts';

export const dynamic = 'force-dynamic';

export const GET = (request: Request) => openStream(request);
