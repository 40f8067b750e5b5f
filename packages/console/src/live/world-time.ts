import { computed, signal } from "@preact/signals";

/** World milliseconds since 1970, as of the last frame; moves on four times a second. */
export const now = signal(0);

const everyMs = 250;

/** `at`: when the page heard of it, on the clock of events and frames. */
interface Heard {
  readonly world: number;
  readonly at: number;
}

let heard: Heard | undefined;
let factor = 1;

export function hearTime(world: number, at: number): void {
  heard = { world, at };
  tick(at);
}

export function setFactor(next: number): void {
  factor = next;
}

function tick(at: number): void {
  if (heard) now.value = heard.world + (at - heard.at) * factor;
}

/** Starts the frames that move `now`. */
export function runWorldTime(): void {
  let last = 0;
  const frame = (at: number): void => {
    if (at - last >= everyMs) {
      last = at;
      tick(at);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

const minuteMs = 60_000;

/** The same to the minute: what is drawn from it is drawn anew once a minute. */
export const minute = computed(() => Math.floor(now.value / minuteMs) * minuteMs);
