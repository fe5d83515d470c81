/** Scout: two eyes under a brow line, unlike any person's initials. */
export function ScoutFace() {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
    >
      <path d="M3 6.2c1.6-2.6 8.4-2.6 10 0v3.6c-1.6 3-8.4 3-10 0z" />
      <path d="M6 7.4v1.4M10 7.4v1.4" />
    </svg>
  );
}
