/** Told to the pages when something new is known of a device; it names none. */
export const DEVICE_CHANGED = 'device/changed';
