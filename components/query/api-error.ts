/** What a field of the sent body lacks. `pointer` is a JSON pointer such as `/severity`. */
export interface FieldProblem {
  pointer: string;
  message: string;
}

/** An answer that is not 2xx, read from its problem+json. Status 0: the server was not reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** One short sentence, and what more there is to say. */
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  /** On 412: the thing as it is now. */
  readonly current: unknown;

  constructor(problem: { status: number; title: string; detail?: string; errors?: FieldProblem[]; current?: unknown }) {
    super(problem.detail || problem.title);
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail ?? '';
    this.errors = problem.errors ?? [];
    this.current = problem.current;
  }

  /** What is wrong with one field of the body, by its name at the top (`severity`) or its whole pointer. */
  field(name: string): string | undefined {
    const pointer = name.startsWith('/') ? name : `/${name}`;
    return this.errors.find((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`))?.message;
  }
}

/** The problem in an answer's body; a body that is none gives a problem by its status alone. */
export function problemOf(status: number, body: unknown): ApiError {
  const known = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return new ApiError({
    status,
    title: typeof known.title === 'string' ? known.title : (TITLES[status] ?? `The server answered ${status}.`),
    detail: typeof known.detail === 'string' ? known.detail : '',
    errors: Array.isArray(known.errors) ? (known.errors as FieldProblem[]) : [],
    current: known.current,
  });
}

const TITLES: Record<number, string> = {
  401: 'You are signed out.',
  403: 'You may not do this.',
  404: 'This does not exist, or you may not see it.',
  429: 'Too many requests. Wait a moment.',
  502: 'The server does not answer.',
  503: 'The server is starting or busy.',
};

/** The words for a toast. */
export function messageOf(error: unknown): { title: string; detail?: string } {
  if (error instanceof ApiError)
    return { title: error.title, detail: error.detail || error.errors.map((one) => one.message).join(' ') };
  return { title: error instanceof Error ? error.message : 'Something went wrong.' };
}
