import type { IncomingHttpHeaders } from "node:http";
import type { WireError } from "./error.ts";
import type { RouteMatch } from "./route.ts";
import type { Operation, WireService } from "./schema.ts";

export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Without content encoding: already unzipped. */
  readonly body: Buffer;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** One of AWS's ways of putting a call into HTTP. */
export interface Protocol {
  /** The operation's input. Throws AwsError where the request cannot be one. */
  decode(service: WireService, operation: Operation, request: WireRequest, match?: RouteMatch): object;
  encode(service: WireService, operation: Operation, output: object, requestId: string): WireAnswer;
  encodeError(service: WireService, error: WireError, requestId: string): WireAnswer;
}
