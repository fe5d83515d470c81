/** Several vendor objects that meet on one case. */
export interface IntakeGroup {
  /** Names the group among its connector's objects: no object of the vendor may bear the same name. */
  key: string;
  /**
   * A case of the group takes another member only while it is open and has an event that happened at most so long before or after. Null: as
   * long as the group's last case would take an event of one of its own objects.
   */
  windowMs: number | null;
}

/** A case that the group led to. */
export interface GroupCase {
  open: boolean;
  /** Between the new event and the nearest one of the case, by the events' own times; null where it has none. */
  nearestMs: number | null;
}

/** Whether a new member of the group joins its case. A window counts both ways: events may be worked on in another order than they happened. */
export function joinsCase({ windowMs }: IntakeGroup, { open, nearestMs }: GroupCase): boolean {
  if (windowMs === null) return true;
  return open && nearestMs !== null && nearestMs <= windowMs;
}
