/**
 * The lowest UUID version 7 that could have been made at a moment. Rows whose ids come from `newId` are so found by time through
 * their primary key.
 */
export function idSince(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}
