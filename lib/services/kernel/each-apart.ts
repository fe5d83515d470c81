/** Does the work for each, one after the other, and answers for how many there was something to do. What fails is told, and holds up none behind it. */
export async function eachApart<T>(
  all: readonly T[],
  { work, failed }: { work: (one: T) => Promise<boolean>; failed: (one: T, error: unknown) => void },
): Promise<number> {
  let done = 0;
  for (const one of all)
    try {
      if (await work(one)) done += 1;
    } catch (error) {
      failed(one, error);
    }
  return done;
}
