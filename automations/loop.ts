export interface Loop {
  /** There is something to do now. */
  wake(): void;
  /** Resolves when the work in hand is done; nothing is begun after it. */
  stop(): Promise<void>;
}

export interface Repeated {
  /** How long it rests where nobody wakes it. */
  everyMs: number;
  /** Does what there is; true when there may be more at once. */
  work(): Promise<boolean>;
  /** Told what `work` threw; it is tried again after the rest. */
  failed(error: unknown): void;
}

/** Works now and again and again, one at a time, until it is stopped. */
export function startLoop({ everyMs, work, failed }: Repeated): Loop {
  let stopped = false;
  /** Called while it worked, it must not rest. */
  let woken = false;
  let endRest: () => void = () => {};

  const wake = () => {
    woken = true;
    endRest();
  };
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const attempt = async () => {
    try {
      return await work();
    } catch (error) {
      failed(error);
      // Whoever wakes a loop that fails would have it fail as fast as it can.
      woken = false;
      return false;
    }
  };

  const running = (async () => {
    while (!stopped) {
      woken = false;
      const more = await attempt();
      if (!more && !woken && !stopped) await rest();
    }
  })();

  return {
    wake,
    stop() {
      stopped = true;
      wake();
      return running;
    },
  };
}
