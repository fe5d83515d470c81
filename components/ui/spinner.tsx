import { LoaderCircle } from 'lucide-react';

export function Spinner() {
  return <LoaderCircle aria-hidden className="size-[15px] animate-spin motion-reduce:animate-none" />;
}
