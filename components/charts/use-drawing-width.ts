'use client';

import { useMedia } from '../ui/use-media.ts';

const PHONE = '(width < 560px)';

/** Units from the left to the right of a drawing. It is scaled to its card, its words with it: on a phone, half as many, or nobody reads them. */
export function useDrawingWidth(): number {
  return useMedia(PHONE) ? 360 : 720;
}
