import { JsonShapeDeserializer2, JsonShapeSerializer2 } from "@smithy/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import { parseJson } from "./json.ts";
import type { Protocol } from "./protocol.ts";
import { type BodyCodec, rest } from "./rest.ts";
import { bodyMembers, writeBindings } from "./rest-bindings.ts";

/** Timestamps are epoch seconds (7) where the model says nothing. */
const settings = {
  timestampFormat: { useTrait: true, default: 7 as const },
  httpBindings: true,
  jsonName: true,
};

const codec: BodyCodec = {
  contentType: "application/json",
  read: (_service, schema, body) => new JsonShapeDeserializer2(settings).readObject(schema, parseJson(body)),
  write: (_service, schema, value) => {
    const serializer = new JsonShapeSerializer2(settings);
    serializer.write(schema, value);
    return serializer.flush();
  },
};

/** restJson1: method and path name the operation; members stand in path, query, headers and a JSON body. */
export const restJson: Protocol = {
  ...rest(codec),
  encodeError: (service, error, requestId) => {
    const schema = NormalizedSchema.of(error.schema);
    const inBody = bodyMembers(schema).map((name): [string, unknown] => [name, error.members[name]]);
    return {
      status: error.status,
      headers: {
        "content-type": codec.contentType,
        "x-amzn-requestid": requestId,
        "x-amzn-errortype": error.name,
        ...writeBindings(schema, error.members).headers,
      },
      body: codec.write(service, schema, Object.fromEntries(inBody)),
    };
  },
};
