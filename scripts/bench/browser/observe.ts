import type { Page } from '@playwright/test';

/** What a page keeps of itself while it is measured. */
export interface Observed {
  /** When the largest thing was painted, in milliseconds from the navigation; 0: nothing yet. */
  largestPaint: number;
  /** The longest event of each interaction that took 16 ms or more, by the interaction's id. */
  interactions: Record<number, { name: string; duration: number }>;
  /** All interactions, also those too short to be listed. */
  interactionCount: number;
}

declare global {
  interface Window {
    observed: Observed;
  }
  interface Performance {
    readonly interactionCount: number;
  }
}

interface EventTiming extends PerformanceEntry {
  interactionId: number;
}

/** Runs in the page, before its own scripts: nothing from outside of it is there. */
export function observeInPage(): void {
  const observed: Observed = { largestPaint: 0, interactions: {}, interactionCount: 0 };
  window.observed = observed;
  new PerformanceObserver((list) => {
    observed.largestPaint = list.getEntries().at(-1)?.startTime ?? observed.largestPaint;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, name, duration } of list.getEntries() as EventTiming[]) {
      if (interactionId === 0 || duration <= (observed.interactions[interactionId]?.duration ?? 0)) continue;
      observed.interactions[interactionId] = { name, duration };
    }
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
}

/** What the page has kept so far; entries come with the frame after the one that they tell of. */
export function observedOf(page: Page): Promise<Observed> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    return { ...window.observed, interactionCount: performance.interactionCount };
  });
}
