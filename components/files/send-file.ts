import { MAX_FILE_BYTES } from '#lib/domain/files.ts';
import type { FileView } from '#lib/domain/views/evidence.ts';
import { queryOf, randomKey } from '../query/api.ts';
import { ApiError, problemOf } from '../query/api-error.ts';

/**
 * Sends a file to a case and tells how far it is, 0 to 1. Not by fetch: that does not say how much has been sent. Throws an `ApiError`,
 * also for what is too large to be tried.
 */
export function sendFile(
  caseKey: string,
  file: File,
  { malware, onProgress, signal }: { malware: boolean; onProgress: (share: number) => void; signal: AbortSignal },
): Promise<FileView> {
  if (file.size > MAX_FILE_BYTES)
    return Promise.reject(
      new ApiError({
        status: 413,
        title: 'Too large',
        detail: `A file may have ${MAX_FILE_BYTES / 1024 / 1024} MB at most.`,
      }),
    );
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/cases/${caseKey}/files${queryOf({ name: file.name, malware })}`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('idempotency-key', randomKey());
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status === 201) resolve(body as FileView);
      else reject(problemOf(request.status, body));
    };
    const broken = (title: string) => () => reject(new ApiError({ status: 0, title, detail: 'Try again.' }));
    request.onerror = broken('The file was not sent.');
    request.onabort = broken('Stopped.');
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page, not ours: the status says enough.
    return undefined;
  }
}
