import { types } from "node:util";

/** What one invocation ended with; `payload` is JSON text. */
export interface Outcome {
  readonly payload: string;
  /** Absent when the function answered. */
  readonly functionError?: "Unhandled";
}

/** Lambda's own number for "6 MB": 6 MiB and 100 bytes. */
const maxAnswerBytes = 6_291_556;

const unhandled = (error: object): Outcome => ({
  payload: JSON.stringify(error),
  functionError: "Unhandled",
});

/** What the function answered, as the Node runtime sends it. */
export function answered(result: unknown): Outcome {
  let payload: string | undefined;
  try {
    payload = JSON.stringify(result === undefined ? null : result);
  } catch {
    return threw(new Error("Unable to stringify response body"));
  }
  // JSON.stringify answers undefined for a function or a symbol, and the runtime then sends an empty body.
  payload ??= "";
  if (Buffer.byteLength(payload) > maxAnswerBytes)
    return unhandled({
      errorMessage: `Response payload size exceeded maximum allowed payload size (${maxAnswerBytes} bytes).`,
      errorType: "Function.ResponseSizeTooLarge",
    });
  return { payload };
}

/** What the function threw, as the Node runtime maps it (aws-lambda-nodejs-runtime-interface-client, Errors.js). */
export function threw(error: unknown): Outcome {
  if (isError(error))
    return unhandled({
      errorType: error.name,
      errorMessage: error.message,
      trace: error.stack?.split("\n") ?? [],
    });
  return unhandled({ errorType: typeof error, errorMessage: String(error), trace: [] });
}

/** What the service says of a function that ran past its time. */
export function timedOut(requestId: string, timeoutSeconds: number): Outcome {
  return unhandled({
    errorType: "Sandbox.Timedout",
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  });
}

/** What the service says of a function whose process ended within an invocation. */
export function exited(requestId: string): Outcome {
  return unhandled({
    errorType: "Runtime.ExitError",
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: exit status 1`,
  });
}

/** As the runtime decides it: a DOMException, such as an AbortError, is one too. */
function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof DOMException;
}
