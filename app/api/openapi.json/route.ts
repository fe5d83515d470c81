import { openApiDocument } from '#lib/http/openapi/document.ts';

let text: string | undefined;

export function GET(): Response {
  text ??= JSON.stringify(openApiDocument());
  return new Response(text, { headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' } });
}
