import { CborCodec } from "@smithy/core/cbor";
import type { StaticErrorSchema } from "@smithy/types";
import { conform, malformed } from "./conform.ts";
import { queryErrorHeader } from "./json.ts";
import type { Protocol, WireAnswer } from "./protocol.ts";

const codec = new CborCodec();

/** rpc-v2-cbor: POST /service/{target}/operation/{name}, CBOR in and out. */
export const cbor: Protocol = {
  decode: (_service, { input }, { body }) => {
    if (input.isUnitSchema() || body.length === 0) return {};
    const decoded = read(() => codec.createDeserializer().read(input, body));
    conform(input, decoded);
    return decoded;
  },
  encode: (_service, { output }, value, requestId) => {
    const serializer = codec.createSerializer();
    serializer.write(output.isUnitSchema() ? [3, "", "Unit", 0, [], []] : output, value);
    return answer(200, requestId, serializer.flush());
  },
  encodeError: (service, error, requestId) => {
    const [kind, namespace, name, traits, members, types] = error.schema;
    const typed: StaticErrorSchema = [kind, namespace, name, traits, ["__type", ...members], [0, ...types]];
    const serializer = codec.createSerializer();
    serializer.write(typed, { ...error.members, __type: `${service.namespace}#${error.name}` });
    const plain = answer(error.status, requestId, serializer.flush());
    return { ...plain, headers: { ...plain.headers, ...queryErrorHeader(service, error) } };
  },
};

function answer(status: number, requestId: string, body: Uint8Array): WireAnswer {
  return {
    status,
    headers: {
      "content-type": "application/cbor",
      "smithy-protocol": "rpc-v2-cbor",
      "x-amzn-requestid": requestId,
    },
    body,
  };
}

function read<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw malformed(cause instanceof Error ? cause.message : String(cause));
  }
}
