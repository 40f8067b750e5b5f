import type { Clock } from "@signalbox/core/clock";
import type { Json } from "../../../engine/json.ts";

/** What optimised integrations add to a result: the SDK for Java's own metadata, here of an answer over HTTP 1.1. */
export function sdkMetadata(
  clock: Clock,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): { readonly SdkHttpMetadata: Json; readonly SdkResponseMetadata: Json } {
  const date = new Date(clock.now()).toUTCString();
  const all = { ...headers, Connection: "keep-alive", Date: date, "x-amzn-RequestId": requestId };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
      HttpHeaders: all,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
