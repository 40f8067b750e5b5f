import { AwsError } from "../error.ts";
import type { Input } from "../service.ts";

/** Bytes; https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const limits = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;

/** The JSON text of a call's payload, `{}` when there is none. Throws what AWS throws for a bad or too large one. */
export function payloadOf(
  payload: Input<"lambda", "Invoke">["Payload"],
  type: "RequestResponse" | "Event",
): string {
  const bytes = bytesOf(payload);
  if (bytes.byteLength > limits[type]) throw tooLarge(bytes.byteLength, type);
  const text = bytes.toString("utf8");
  if (text === "") return "{}";
  try {
    JSON.parse(text);
  } catch (error) {
    throw new AwsError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${error instanceof Error ? error.message : error}`,
      { fields: { Type: "User" } },
    );
  }
  return text;
}

/** The code is the one that AWS sends; the modelled RequestTooLargeException never comes (aws/aws-sdk#45). */
function tooLarge(bytes: number, type: "RequestResponse" | "Event"): AwsError {
  const message =
    type === "RequestResponse"
      ? `Request must be smaller than ${limits[type]} bytes for the InvokeFunction operation`
      : `${bytes} byte payload is too large for the Event invocation type (limit ${limits[type]} bytes)`;
  return new AwsError("RequestEntityTooLargeException", message, { statusCode: 413 });
}

function bytesOf(payload: Input<"lambda", "Invoke">["Payload"]): Buffer {
  if (payload === undefined) return Buffer.alloc(0);
  if (typeof payload === "string") return Buffer.from(payload);
  if (payload instanceof ArrayBuffer) return Buffer.from(payload);
  if (ArrayBuffer.isView(payload)) return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  throw new AwsError("InvalidRequestContentException", "The payload is neither text nor bytes.");
}
