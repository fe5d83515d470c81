const RADIUS = 6;
const ROUND = 2 * Math.PI * RADIUS;

/** How much of the target is used, as an arc from the top, in the tone around it. */
export function Ring({ used }: { used: number }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0 -rotate-90 fill-none stroke-[2.5]">
      <circle cx="8" cy="8" r={RADIUS} className="stroke-tone opacity-25" />
      {used > 0 && (
        <circle
          cx="8"
          cy="8"
          r={RADIUS}
          className="stroke-tone"
          strokeDasharray={`${Math.max(0.04, used) * ROUND} ${ROUND}`}
        />
      )}
    </svg>
  );
}
