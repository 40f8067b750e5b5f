/** What `signalbox` exits with; scripts branch on these. */
export const exit = {
  done: 0,
  failed: 1,
  usage: 2,
  /** The release is held and somebody must promote or abort it. */
  waitsForPerson: 3,
  rolledBack: 5,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];
