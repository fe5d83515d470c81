const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True for the text of a UUID: anything else as an id is not found, instead of an error of the database. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
