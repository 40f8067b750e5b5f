/** What a client saw of one request; seconds are the world's. */
export type Answer =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** The x-revision header: which revision served it; undefined when the load balancer answered itself. */
      readonly revision: string | undefined;
      /** Until the response head. */
      readonly firstByteSeconds: number;
      readonly lastByteSeconds: number;
      /** Set-Cookie fields of the load balancer; absent where there are none. */
      readonly cookies?: readonly string[];
    }
  /** The answer began and broke off. */
  | { readonly kind: "cut"; readonly status: number; readonly revision: string | undefined }
  /** No answer: the connection was refused, or closed before the response head. */
  | { readonly kind: "connection-error"; readonly message: string };

/** The same for whoever asked so much earlier. */
export const later = (answer: Answer, seconds: number): Answer =>
  answer.kind === "answered"
    ? {
        ...answer,
        firstByteSeconds: answer.firstByteSeconds + seconds,
        lastByteSeconds: answer.lastByteSeconds + seconds,
      }
    : answer;
