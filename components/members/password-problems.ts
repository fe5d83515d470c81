const SHORTEST = 12;

/** What is wrong with a form for a new password, by field; empty when it can be sent. The server decides on the rest. */
export function passwordProblems({ current, next, again }: { current: string; next: string; again: string }) {
  const problems: { current?: string; next?: string; again?: string } = {};
  if (current === '') problems.current = 'Write the password that you signed in with.';
  if (next.length < SHORTEST) problems.next = `Use at least ${SHORTEST} characters.`;
  else if (next === current) problems.next = 'Choose another one than the current.';
  if (again !== next) problems.again = 'The two do not match.';
  return problems;
}
