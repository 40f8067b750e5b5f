import type { WaitDocument } from "@signalbox/core/console/documents";
import { now } from "../live/world-time.ts";
import { duration } from "../logic/format.ts";

/** How long a wait still lasts, as text and as a bar. */
export function Countdown({ wait, what }: { wait: WaitDocument; what: string }) {
  const [entered, deadline] = [Date.parse(wait.entered), Date.parse(wait.deadline)];
  const left = Math.max(0, deadline - now.value);
  const whole = Math.max(1, deadline - entered);
  return (
    <div class="countdown">
      <span>
        {what}: <b>{duration(left)}</b> left of {duration(whole)}
      </span>
      <progress max={whole} value={Math.min(whole, whole - left)} aria-label={`${what}, time gone`} />
    </div>
  );
}
