/** A page says that it is there every so often. */
export const HEARTBEAT_MS = 8_000;
/** Who has not been heard of for so long has gone. With one more heartbeat of the others, everybody knows within 30 s. */
export const GONE_AFTER_MS = 20_000;
