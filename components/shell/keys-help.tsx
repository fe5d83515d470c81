'use client';

import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';

const SECTIONS: readonly { title: string; keys: readonly [string, string][] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['⌘K', 'Find cases, observables, members, pages and actions (Ctrl+K)'],
      ['/', 'Search, or paste an indicator'],
      ['g c', 'Cases'],
      ['g s', 'SLA'],
      ['g o', 'Observables'],
      ['g h', 'Hand-over'],
      ['g d', 'Deliveries'],
      ['g a', 'Automations'],
      ['g r', 'Runs'],
      ['g n', 'Connectors'],
      ['g m', 'Members'],
      ['g i', 'Notices'],
      ['?', 'These keys'],
      ['Esc', 'Close what is open'],
    ],
  },
  {
    title: 'List of cases',
    keys: [
      ['j', 'Next case'],
      ['k', 'Case before'],
      ['Enter', 'Open the case'],
      ['a', 'Assign'],
      ['t', 'Take it yourself'],
      ['y', 'Acknowledge'],
      ['s', 'Change the state'],
      ['v', 'Set the severity'],
      ['x', 'Select it, for a change of many'],
      ['Shift+X', 'Select all from the last one on'],
      ['e', 'Close what is selected'],
      ['p', 'Preview beside the list'],
      ['c', 'New case'],
    ],
  },
  {
    title: 'A case',
    keys: [
      ['a', 'Assign'],
      ['t', 'Take it yourself'],
      ['y', 'Acknowledge'],
      ['s', 'Change the state'],
      ['v', 'Set the severity'],
      ['e', 'Resolve'],
      ['c', 'Write a comment (or m)'],
      ['1 – 7', 'Its tabs, from left to right'],
      ['u', 'Back to the list'],
    ],
  },
];

export function KeysHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" width="lg">
      <div className="grid gap-x-6 gap-y-4 wide:grid-cols-3">
        {SECTIONS.map((section) => (
          <section key={section.title}>
            <h3 className="mb-2 font-semibold text-ink-2 text-sm">{section.title}</h3>
            <dl className="grid grid-cols-[68px_1fr] items-baseline gap-y-1.5">
              {section.keys.map(([key, does]) => (
                <div key={key} className="contents">
                  <dt>
                    <Kbd always>{key}</Kbd>
                  </dt>
                  <dd className="text-ink-2">{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
