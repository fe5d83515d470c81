import type { ReactNode } from 'react';
import { QueryProvider } from '../query/client.tsx';
import { StreamProvider } from '../query/stream.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { CommandProvider } from './commands.tsx';
import { Frame } from './frame.tsx';

/** Everything that a signed-in page stands in. It holds no data: the pages fetch theirs from the API. */
export function Desk({ children }: { children: ReactNode }) {
  return (
    <QueryProvider>
      <StreamProvider>
        <TooltipProvider>
          <ToastProvider>
            <CommandProvider>
              <Frame>{children}</Frame>
            </CommandProvider>
          </ToastProvider>
        </TooltipProvider>
      </StreamProvider>
    </QueryProvider>
  );
}
