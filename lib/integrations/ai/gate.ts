/** How many are let in at once, and how long who comes later waits while nobody leaves. */
export interface GateOptions {
  most: number;
  patienceMs: number;
}

export interface Gate {
  /** Resolves with how to leave again; null: it is full, and nobody has left for too long. */
  enter(): Promise<(() => void) | null>;
}

/**
 * Lets so many in at once, the others in their order. Patience is with the gate, not with the place in the line: while somebody leaves now and then all
 * wait, and once nobody has left for that long whoever waits or comes is sent away at once. So a model that hangs holds up none but those that it keeps.
 */
export function createGate({ most, patienceMs }: GateOptions): Gate {
  const line: ((entered: boolean) => void)[] = [];
  let inside = 0;
  let movedAt = 0;
  let timer: NodeJS.Timeout | undefined;

  const patienceLeft = () => Math.max(0, movedAt + patienceMs - performance.now());
  const watch = () => {
    clearTimeout(timer);
    if (line.length > 0) timer = setTimeout(() => line.splice(0).forEach((next) => void next(false)), patienceLeft());
  };
  const leave = () => {
    inside -= 1;
    movedAt = performance.now();
    if (line.length > 0) {
      inside += 1;
      line.shift()!(true);
    }
    watch();
  };
  /** What is left twice is left once. */
  const wayOut = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      leave();
    };
  };

  return {
    async enter() {
      if (inside < most) {
        inside += 1;
        movedAt = performance.now();
        return wayOut();
      }
      if (patienceLeft() === 0) return null;
      const entered = new Promise<boolean>((resolve) => line.push(resolve));
      watch();
      return (await entered) ? wayOut() : null;
    },
  };
}
