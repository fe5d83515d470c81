/** A reason to stop that its reader can act on: shown as one line, without a stack. */
export class StartFailure extends Error {
  /** @param {string} message one line: what is wrong, and what to do */
  constructor(message) {
    super(message);
    this.name = 'StartFailure';
  }
}

/**
 * @param {unknown} error
 * @returns {string} its code, such as `ENOENT`, else an empty string
 */
export function errorCode(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * What a refused file operation means to the person who has to mend it.
 * @param {unknown} error
 * @param {string} path
 * @returns {StartFailure}
 */
export function fileFailure(error, path) {
  const reasons = /** @type {Record<string, string>} */ ({
    ENOSPC: 'the disk is full; free some space',
    EDQUOT: 'the disk quota is used up; free some space',
    EACCES: 'this user may not write there; change its owner or set DATA_DIR to another directory',
    EPERM: 'this user may not write there; change its owner or set DATA_DIR to another directory',
    EROFS: 'the file system is read-only; set DATA_DIR to another directory',
    ENOENT: 'directories cannot be made there; set DATA_DIR to another one',
    ENOTDIR: 'a part of this path is a file; set DATA_DIR to a directory',
  });
  const detail = reasons[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
  return new StartFailure(`cannot write ${path}: ${detail}`);
}
