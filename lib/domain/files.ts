import { z } from 'zod';
import { cut } from './text.ts';

/** Bytes that one file may have. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;
/** Bytes of one piece in the database. */
export const CHUNK_BYTES = 256 * 1024;
/** The password of malware's archives, the same everywhere in the trade: it keeps scanners and double clicks away, no person. */
export const ARCHIVE_PASSWORD = 'infected';

const MAX_NAME = 200;

/**
 * A file's name as it may be shown and saved: no folders, no control or direction characters, no leading dots, at most 200 characters.
 * What nothing is left of is `file`.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (plain.length <= MAX_NAME) return plain || 'file';
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(plain)?.[0] ?? '';
  return cut(plain, MAX_NAME - ending.length) + ending;
}

/** Query of POST cases/{key}/files; the body is the file. */
export const FileInput = z.strictObject({
  name: z.string().trim().min(1, 'Name the file.').max(1_000),
  /** It is, or may be, malicious: it can only be downloaded as an archive with the password “infected”. */
  malware: z.stringbool().default(false),
});

/** Body of DELETE cases/{key}/files/{id}. */
export const FileDeletion = z.strictObject({ reason: z.string().trim().min(1, 'Say why it goes.').max(2_000) });
