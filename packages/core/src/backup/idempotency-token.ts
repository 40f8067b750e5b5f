/** One call that starts something at AWS for a run. */
export interface Call {
  /** The run's name. */
  readonly run: string;
  readonly act: "backup" | "copy" | "restore";
  /** What of several it is for: a target, or the region of a copy. */
  readonly subject: string;
  /**
   * 1 for the first; one more only once AWS says that the job before it has failed: "retrying a successful request with the
   * same idempotency token results in a success message with no action taken", so that the same token never makes a second job.
   */
  readonly attempt: number;
}

/** The IdempotencyToken of a call: the same for the same call, however often the step is run or cut off. */
export const idempotencyToken = ({ run, act, subject, attempt }: Call): string =>
  // Lengths tell the parts apart, whatever signs are in them.
  [run, act, subject]
    .map((part) => `${part.length}.${part}`)
    .join("-")
    .concat(`-${attempt}`);
