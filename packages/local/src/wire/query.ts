import type { StaticStructureSchema } from "@smithy/types";
import { AwsError } from "../services/error.ts";
import { conform } from "./conform.ts";
import { readForm } from "./form.ts";
import type { Protocol, WireRequest } from "./protocol.ts";
import type { Operation, WireService } from "./schema.ts";
import { encodeXmlError, writeXml } from "./xml.ts";

/** awsQuery: a form with `Action` and `Version` in, XML out. */
export const query: Protocol = {
  decode: (_service, { input }, request) => {
    if (input.isUnitSchema()) return {};
    try {
      const decoded = readForm(input, formOf(request));
      conform(input, decoded);
      return decoded;
    } catch (cause) {
      // What JSON services call SerializationException is MalformedInput here.
      throw new AwsError("MalformedInput", cause instanceof Error ? cause.message : String(cause));
    }
  },
  encode: (service, operation, output, requestId) => ({
    status: 200,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body: writeXml(service, responseSchema(service, operation), {
      [`${operation.name}Result`]: output,
      ResponseMetadata: { RequestId: requestId },
    }),
  }),
  encodeError: (service, error, requestId) => encodeXmlError(service, error, error.queryCode, requestId),
};

/** Parameters come as a form body, or in the URL of a GET. */
export function formOf({ method, url, body }: WireRequest): URLSearchParams {
  return method === "GET" ? url.searchParams : new URLSearchParams(body.toString());
}

const metadata: StaticStructureSchema = [3, "", "ResponseMetadata", 0, ["RequestId"], [0]];

/** `<OpResponse><OpResult>…</OpResult><ResponseMetadata/></OpResponse>`; no result where the operation answers nothing. */
function responseSchema(service: WireService, { name, output, schema }: Operation): StaticStructureSchema {
  const result = output.isUnitSchema() ? [] : [`${name}Result`];
  return [
    3,
    service.namespace,
    `${name}Response`,
    0,
    [...result, "ResponseMetadata"],
    [...result.map(() => schema[5]), () => metadata],
  ];
}
