import { FileDeletion, FileInput, MAX_FILE_BYTES } from '../../domain/files.ts';
import { CaseObservableView, CaseView } from '../../domain/views/case.ts';
import { pageOf } from '../../domain/views/common.ts';
import { CaseDevicesView } from '../../domain/views/device.ts';
import { FileView, MergePreview, RelatedView } from '../../domain/views/evidence.ts';
import { CaseDetach } from '../../services/cases/detach.ts';
import { ObservableMark } from '../../services/cases/mark-observable.ts';
import { CaseMerge } from '../../services/cases/merge.ts';
import { PageQuery } from '../../services/cases/streams.ts';
import { CaseLinkInput } from '../../services/related/link.ts';
import { contract } from '../contract.ts';

const tag = 'Cases';

export const markObservable = contract({
  method: 'PATCH',
  path: '/cases/{key}/observables/{id}',
  tag,
  summary: 'Say what an observable is to a case: its role, and whether it is a key one',
  body: ObservableMark,
  answer: { status: 200, schema: CaseObservableView },
});
export const listCaseDevices = contract({
  method: 'GET',
  path: '/cases/{key}/devices',
  tag,
  summary: 'The hosts and devices of a case, each with what every source knows of it',
  answer: { status: 200, schema: CaseDevicesView },
});
export const getRelated = contract({
  method: 'GET',
  path: '/cases/{key}/related',
  tag,
  summary: 'Cases that share its observables, the most telling first; linked ones; those that were merged into it',
  answer: { status: 200, schema: RelatedView },
});
export const linkCases = contract({
  method: 'POST',
  path: '/cases/{key}/related',
  tag,
  summary: 'Link another case',
  body: CaseLinkInput,
  answer: { status: 200, schema: RelatedView },
});
export const unlinkCases = contract({
  method: 'DELETE',
  path: '/cases/{key}/related/{other}',
  tag,
  summary: 'Take the link of another case away',
  answer: { status: 200, schema: RelatedView },
});
export const previewMerge = contract({
  method: 'GET',
  path: '/cases/{key}/merge',
  tag,
  summary: 'What merging the case into another would do, or why it cannot be done; nothing is written',
  query: CaseMerge,
  answer: { status: 200, schema: MergePreview },
});
export const mergeCase = contract({
  method: 'POST',
  path: '/cases/{key}/merge',
  tag,
  summary: 'Make the case part of another one, which keeps everything; answers that one',
  body: CaseMerge,
  answer: { status: 200, schema: CaseView },
  etag: true,
});
export const unmergeCase = contract({
  method: 'POST',
  path: '/cases/{key}/unmerge',
  tag,
  summary: 'Take the merge of this case back: both are as they were',
  answer: { status: 200, schema: CaseView },
  etag: true,
});
export const detachFromCase = contract({
  method: 'POST',
  path: '/cases/{key}/detach',
  tag,
  summary: 'Move an event or an observable into a case of its own; answers that one',
  body: CaseDetach,
  answer: { status: 201, schema: CaseView },
  etag: true,
});
export const listFiles = contract({
  method: 'GET',
  path: '/cases/{key}/files',
  tag,
  summary: 'The files of a case, newest first',
  query: PageQuery,
  answer: { status: 200, schema: pageOf(FileView) },
});
export const uploadFile = contract({
  method: 'POST',
  path: '/cases/{key}/files',
  tag,
  summary: 'Add a file, which is the body; its SHA-256 becomes an observable',
  query: FileInput,
  upload: MAX_FILE_BYTES,
  answer: { status: 201, schema: FileView },
});
export const downloadFile = contract({
  method: 'GET',
  path: '/cases/{key}/files/{id}',
  tag,
  summary: 'Download a file; malware comes as a ZIP with the password “infected”',
  answer: { status: 200, schema: null, media: 'application/octet-stream' },
});
export const deleteFile = contract({
  method: 'DELETE',
  path: '/cases/{key}/files/{id}',
  tag,
  summary: 'Delete a file’s content for good; that it was there, and why it went, stays',
  body: FileDeletion,
  answer: { status: 200, schema: FileView },
});
