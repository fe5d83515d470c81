import { HttpError, problemResponse } from '#lib/http/problem.ts';

const answer = (request: Request) =>
  problemResponse(new HttpError(404, `There is no ${new URL(request.url).pathname}. See /api/docs.`));

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
