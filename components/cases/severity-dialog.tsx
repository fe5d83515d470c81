'use client';

import { useState } from 'react';
import { SEVERITIES, type Severity } from '#lib/domain/severity.ts';
import { Picker } from '../ui/picker.tsx';
import { PickerDialog } from '../ui/picker-dialog.tsx';
import { SeverityMark } from '../ui/severity-mark.tsx';
import { useToast } from '../ui/toast.tsx';
import { useChangeCase } from './change.tsx';

/** The part of a case that another severity needs. */
export interface Rated {
  key: string;
  severity: Severity;
  version: number;
}

/** Sets a case's severity by keyboard. */
export function SeverityDialog({ item, onClose }: { item: Rated | null; onClose: () => void }) {
  return (
    <PickerDialog
      open={item !== null}
      onOpenChange={(open) => open || onClose()}
      title={`Severity of ${item?.key ?? ''}`}
    >
      {item && <SeverityPicker item={item} onClose={onClose} />}
    </PickerDialog>
  );
}

function SeverityPicker({ item, onClose }: { item: Rated; onClose: () => void }) {
  const [text, setText] = useState('');
  const change = useChangeCase();
  const toast = useToast();
  const typed = text.trim().toLowerCase();
  const options = [...SEVERITIES]
    .reverse()
    .filter((severity) => severity.startsWith(typed))
    .map((severity) => ({
      id: severity,
      title: `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`,
      icon: <SeverityMark severity={severity} />,
      ...(severity === item.severity && { hint: 'as it is' }),
    }));
  const pick = async (severity: Severity) => {
    onClose();
    if (severity === item.severity) return;
    const after = await change(item.key, { kind: 'patch', patch: { severity }, version: item.version });
    if (!after) return;
    toast({
      title: `${item.key} is ${severity} now`,
      tone: 'ok',
      action: {
        label: 'Undo',
        onPress: () =>
          void change(item.key, { kind: 'patch', patch: { severity: item.severity }, version: after.version }),
      },
    });
  };
  return (
    <Picker
      label={`Severity of ${item.key}`}
      placeholder={`Set the severity of ${item.key} to …`}
      text={text}
      onText={setText}
      options={options}
      empty="No severity is called that."
      onPick={(option) => void pick(option.id as Severity)}
    />
  );
}
