'use client';

import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { signOut } from './auth-client.ts';

export function SignOutButton() {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    setBusy(true);
    setFailed(false);
    await signOut().catch(() => {
      setBusy(false);
      setFailed(true);
    });
  };
  return (
    <>
      {failed && (
        <p role="alert" className="text-critical">
          The server was not reached. Check the connection and try again.
        </p>
      )}
      <Button variant="go" className="h-8" busy={busy} onClick={() => void leave()}>
        Sign out
      </Button>
    </>
  );
}
