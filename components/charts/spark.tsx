const [WIDTH, HEIGHT, EDGE] = [120, 22, 2];

/** The course of a number, without an axis: the number itself stands above. Null where it is not known. */
export function Spark({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (index: number) => (index / (values.length - 1)) * WIDTH;
  const y = (value: number) => EDGE + (1 - (value - low) / Math.max(1e-9, high - low)) * (HEIGHT - 2 * EDGE);
  const path = values.map((value, index) => (value === null ? null : `${x(index)},${y(value)}`)).filter(Boolean);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="mt-1.5 block h-[22px] w-full"
      role="img"
      aria-label={label}
    >
      <polyline
        points={path.join(' ')}
        className="fill-none stroke-tone"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
