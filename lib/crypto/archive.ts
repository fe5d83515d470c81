import { configure, ZipWriter } from '@zip.js/zip.js';

// A worker thread for each archive would cost more than the work, and its script would have to be found in every bundle.
configure({ useWebWorkers: false });

/** A ZIP with one file, AES-256 (WinZip AE-2) under a password, made as it is read: neither side ever holds the whole. */
export function encryptedArchive(
  name: string,
  content: ReadableStream<Uint8Array>,
  password: string,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const zip = new ZipWriter(writable, { password, encryptionStrength: 3, level: 1 });
  zip
    .add(name, content)
    .then(() => zip.close())
    // Whoever reads it is told by the stream itself.
    .catch((error) => writable.abort(error).catch(() => {}));
  return readable;
}
