/** A task, a choice and a wait are nine events; `release` itself has 25,000, and needs few for anything else. */
const most = 2_000;

/** Seconds between two looks of a release that waits for its turn; so often an abort is heard, too. */
export const queuePollSeconds = (queueSeconds: number): number =>
  Math.max(10, Math.ceil(queueSeconds / most));
