'use client';

import { Flag, ListChecks, Tags, UserRound, X } from 'lucide-react';
import { useState } from 'react';
import type { BulkResult } from '#lib/domain/bulk.ts';
import { isOpen } from '#lib/domain/case-state.ts';
import { SEVERITIES } from '#lib/domain/severity.ts';
import type { CaseView } from '#lib/domain/views/case.ts';
import { useMay } from '../query/me.ts';
import { useStates } from '../query/states.ts';
import { useHotkeys } from '../shell/hotkeys.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { severityName } from '../ui/names.ts';
import { BulkAssignDialog } from './bulk-assign-dialog.tsx';
import { BulkCloseDialog } from './bulk-close-dialog.tsx';
import { BulkTagsDialog } from './bulk-tags-dialog.tsx';
import type { Marks } from './marks.ts';
import { Refused } from './refused.tsx';
import { type BulkRequest, useBulk } from './use-bulk.ts';

/** What can be done with the marked cases at once. Its keys are those of one case: `a`, `s`, `e`; Escape takes the marks away. */
export function BulkBar({
  marks,
  refused,
  onResults,
}: {
  marks: Marks;
  /** What became of the cases that refused the change before. */
  refused: readonly BulkResult[];
  onResults: (results: BulkResult[] | null) => void;
}) {
  const [dialog, setDialog] = useState<'assign' | 'tags' | 'close' | null>(null);
  const [stateOpen, setStateOpen] = useState(false);
  const states = useStates();
  const change = useBulk();
  const mayAssign = useMay('case.assign');
  const mayMove = useMay('case.transition');
  const mayEdit = useMay('case.update');
  const keys = [...marks.keys];
  const [severityOpen, setSeverityOpen] = useState(false);
  const close = () => setDialog(null);
  /** The marks go at once; who refuses gets his back. */
  const run = (wanted: BulkRequest, look: Partial<CaseView>) => {
    close();
    marks.clear();
    void change(keys, wanted, look).then(onResults);
  };
  useHotkeys({
    a: () => mayAssign && setDialog('assign'),
    s: () => mayMove && setStateOpen(true),
    v: () => mayEdit && setSeverityOpen(true),
    e: () => mayMove && setDialog('close'),
    escape: marks.clear,
  });
  const ended = (results: BulkResult[] | null) => {
    marks.clear();
    onResults(results);
  };
  const plain = states.active.filter(({ stage }) => isOpen(stage) && stage !== 'on_hold');

  return (
    <section
      aria-label="Selected cases"
      className="popup absolute inset-x-0 bottom-4 z-30 mx-auto flex w-fit max-w-[calc(100%-24px)] flex-wrap items-center gap-1.5 px-2.5 py-2"
    >
      <b role="status" className="num px-1 font-[550]">
        {marks.keys.size === 1 ? '1 selected' : `${marks.keys.size.toLocaleString('en')} selected`}
      </b>
      {mayAssign && (
        <Button kbd="a" onClick={() => setDialog('assign')}>
          <UserRound aria-hidden /> Assign
        </Button>
      )}
      {mayMove && (
        <Menu open={stateOpen} onOpenChange={setStateOpen} trigger={<Button kbd="s">State</Button>}>
          {plain.map((state) => (
            <MenuItem key={state.id} onSelect={() => run({ state: state.id }, { state: state.id, stage: state.stage })}>
              {state.name}
            </MenuItem>
          ))}
        </Menu>
      )}
      {mayEdit && (
        <Menu
          open={severityOpen}
          onOpenChange={setSeverityOpen}
          trigger={
            <Button kbd="v">
              <Flag aria-hidden /> Severity
            </Button>
          }
        >
          {[...SEVERITIES].reverse().map((severity) => (
            <MenuItem key={severity} onSelect={() => run({ severity }, { severity })}>
              {severityName(severity)}
            </MenuItem>
          ))}
        </Menu>
      )}
      {mayEdit && (
        <Button onClick={() => setDialog('tags')}>
          <Tags aria-hidden /> Tags
        </Button>
      )}
      {mayMove && (
        <Button kbd="e" onClick={() => setDialog('close')}>
          <ListChecks aria-hidden /> Close
        </Button>
      )}
      <Refused results={refused.filter(({ key }) => marks.keys.has(key))} />
      <IconButton label="Select nothing" icon={<X aria-hidden />} onClick={marks.clear} />
      <BulkAssignDialog open={dialog === 'assign'} count={keys.length} onClose={close} onRun={run} />
      {dialog === 'tags' && <BulkTagsDialog onClose={close} onRun={run} />}
      {dialog === 'close' && <BulkCloseDialog keys={keys} onClose={close} onResults={ended} />}
    </section>
  );
}
