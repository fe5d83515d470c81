/** Begins the key of an event that names no object which intake knows: it is that of its body. Only its mapping may know more. */
const BODY_KEY = 'sha256:';

export const bodyKey = (hash: string): string => `${BODY_KEY}${hash}`;

export const standsForItself = (objectKey: string | null): boolean => objectKey?.startsWith(BODY_KEY) ?? true;
