/** The cookie that holds the signed session token. */
export const SESSION_COOKIE = 'watchfloor-session';
