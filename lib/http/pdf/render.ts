import { once } from 'node:events';
import { join } from 'node:path';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { ServiceError } from '../../services/errors.ts';
import { PDF_SOURCE } from './thread-source.ts';

/** Pages with their head and foot, as data: they are sent to a thread. */
export interface PdfDocument {
  pages: TDocumentDefinitions;
  /** Who may read it: at the right of each page's head and foot (TLP 2.0 asks for both). */
  mark: string;
  /** At the left of each page's foot, above the page's number. */
  foot: string;
}

/** A large case takes three seconds of one processor (measured: 500 long comments). */
const MOST_MS = 60_000;
const RESOURCES = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

let last: Promise<unknown> = Promise.resolve();

/**
 * The bytes of a PDF. Laying out text is work for the processor alone, so it is done in a thread, and one PDF after the other: pages, hooks
 * and streams of this process go on meanwhile. Throws `unavailable` where it takes too long.
 */
export function renderPdf(document: PdfDocument): Promise<Uint8Array<ArrayBuffer>> {
  const mine = last.then(() => renderInThread(document));
  last = mine.catch(() => {});
  return mine;
}

async function renderInThread(document: PdfDocument): Promise<Uint8Array<ArrayBuffer>> {
  // Fetched at run time: a bundler that sees `new Worker` takes its first argument for a file to bundle.
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const thread = new Worker(PDF_SOURCE, {
    eval: true,
    workerData: { root: join(process.cwd(), 'package.json'), ...document },
    resourceLimits: RESOURCES,
    env: {},
    execArgv: [],
    stdin: false,
  });
  try {
    const [bytes] = await once(thread, 'message', { signal: AbortSignal.timeout(MOST_MS) });
    return bytes as Uint8Array<ArrayBuffer>;
  } catch (cause) {
    throw new ServiceError('unavailable', 'The PDF could not be made. Take the JSON export instead.', { cause });
  } finally {
    await thread.terminate();
  }
}
