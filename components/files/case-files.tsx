'use client';

import { FolderOpen } from 'lucide-react';
import type { FileView } from '#lib/domain/views/evidence.ts';
import { keys } from '../query/keys.ts';
import { useMay } from '../query/me.ts';
import { usePages } from '../query/pages.ts';
import { ListStates } from '../ui/list-states.tsx';
import { EmptyState } from '../ui/states.tsx';
import { DropZone } from './drop-zone.tsx';
import { FileRow } from './file-row.tsx';
import { UploadList } from './upload-list.tsx';
import { useUploads } from './use-uploads.ts';

export function useCaseFiles(caseKey: string) {
  return usePages<FileView>(keys.caseFiles(caseKey), `cases/${caseKey}/files`);
}

/** The evidence of a case: dropped here, hashed there, and only ever downloaded. */
export function CaseFiles({ caseKey, files }: { caseKey: string; files: ReturnType<typeof useCaseFiles> }) {
  const may = useMay('case.attach');
  const { uploads, add, drop } = useUploads(caseKey);
  return (
    <div className="flex flex-col gap-2">
      {may && <DropZone onFiles={add} />}
      <UploadList uploads={uploads} onDrop={drop} />
      <ListStates
        list={files}
        empty={
          <EmptyState icon={<FolderOpen aria-hidden />} title="No files yet">
            Mails, captures, samples: the SHA-256 of each becomes an observable of the case.
          </EmptyState>
        }
      >
        <ul aria-label="Files">
          {files.items.map((file) => (
            <FileRow key={file.id} caseKey={caseKey} file={file} />
          ))}
        </ul>
      </ListStates>
    </div>
  );
}
