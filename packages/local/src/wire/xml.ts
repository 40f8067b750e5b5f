import { XmlShapeSerializer } from "@aws-sdk/core/protocols";
import type { StaticErrorSchema, StaticStructureSchema } from "@smithy/types";
import type { WireError } from "./error.ts";
import { isMessage } from "./error.ts";
import type { WireAnswer } from "./protocol.ts";
import type { WireService } from "./schema.ts";

/** Timestamps are ISO 8601 (5) where the model says nothing. */
export const xmlSettings = (service: WireService, httpBindings: boolean) => ({
  timestampFormat: { useTrait: true, default: 5 as const },
  httpBindings,
  xmlNamespace: service.xmlNamespace,
  serviceNamespace: service.namespace,
});

/** One element named after its schema, escaped. */
export function writeXml(
  service: WireService,
  schema: StaticStructureSchema | StaticErrorSchema,
  value: object,
): string {
  const serializer = new XmlShapeSerializer(xmlSettings(service, false));
  serializer.write(schema, value);
  const written = serializer.flush();
  return typeof written === "string" ? written : Buffer.from(written).toString();
}

/** `<ErrorResponse><Error><Type/><Code/><Message/>…</Error><RequestId/></ErrorResponse>`, for query and REST XML alike. */
export function encodeXmlError(
  service: WireService,
  error: WireError,
  code: string,
  requestId: string,
): WireAnswer {
  const [, , , , members, types] = error.schema;
  const own = members.flatMap((name, index) => (isMessage(name) ? [] : [{ name, type: types[index] ?? 0 }]));
  const inner: StaticStructureSchema = [
    3,
    service.namespace,
    "Error",
    0,
    ["Type", "Code", "Message", ...own.map(({ name }) => name)],
    [0, 0, 0, ...own.map(({ type }) => type)],
  ];
  const outer: StaticStructureSchema = [
    3,
    service.namespace,
    "ErrorResponse",
    0,
    ["Error", "RequestId"],
    [() => inner, 0],
  ];
  const { fault: Type, message: Message } = error;
  const body = { Error: { ...error.members, Type, Code: code, Message }, RequestId: requestId };
  return {
    status: error.status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body: writeXml(service, outer, body),
  };
}
