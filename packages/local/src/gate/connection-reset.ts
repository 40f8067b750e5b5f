/**
 * No answer came: the connection broke, and the caller cannot know whether its call had an effect. It looks as the SDK's
 * HTTP handler presents a reset connection, which the standard retry mode tries again.
 */
export class ConnectionReset extends Error {
  readonly code = "ECONNRESET";
  /** The client writes its attempts into it. */
  readonly $metadata = {};
  constructor() {
    super("socket hang up");
    this.name = "TimeoutError";
  }
}
