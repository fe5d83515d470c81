export function Brand() {
  return (
    <span className="flex items-center gap-[9px] font-[640] tracking-[-0.01em]">
      <span aria-hidden className="grid size-[18px] place-items-center rounded-full border-2 border-accent">
        <span className="size-1.5 rounded-full bg-accent" />
      </span>
      Watchfloor
    </span>
  );
}
