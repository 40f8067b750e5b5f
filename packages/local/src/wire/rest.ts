import { NormalizedSchema } from "@smithy/core/schema";
import { conform, malformed } from "./conform.ts";
import type { Protocol, WireAnswer } from "./protocol.ts";
import { bodyMembers, payloadMember, readBindings, writeBindings } from "./rest-bindings.ts";
import type { WireService } from "./schema.ts";

/** What REST in JSON and REST in XML do each in their own way: bodies. */
export interface BodyCodec {
  readonly contentType: string;
  read(service: WireService, schema: NormalizedSchema, body: Buffer): object;
  write(service: WireService, schema: NormalizedSchema, value: object): Uint8Array | string;
}

/** Decoding and encoding of REST calls over a codec of bodies. */
export function rest(codec: BodyCodec): Pick<Protocol, "decode" | "encode"> {
  return {
    decode: (service, { input }, request, match) => {
      if (!match) throw malformed("no route");
      if (input.isUnitSchema()) return {};
      const decoded = readBindings(input, request, match);
      const payload = payloadMember(input);
      const { body } = request;
      if (payload && body.length > 0) {
        const [name, member] = payload;
        decoded[name] = member.isBlobSchema()
          ? new Uint8Array(body)
          : member.isStringSchema()
            ? body.toString()
            : codec.read(service, member, body);
      } else if (body.length > 0) {
        const read = codec.read(service, input, body);
        for (const name of bodyMembers(input)) {
          const value: unknown = Reflect.get(read, name);
          if (value !== undefined) decoded[name] = value;
        }
      }
      conform(input, decoded);
      return decoded;
    },
    encode: (service, { output, schema }, value, requestId) => {
      const { http } = NormalizedSchema.of(schema).getMergedTraits();
      const bound = output.isUnitSchema() ? { headers: {} } : writeBindings(output, value);
      return {
        status: bound.status ?? http?.[2] ?? 200,
        headers: { "content-type": codec.contentType, "x-amzn-requestid": requestId, ...bound.headers },
        body: output.isUnitSchema() ? "" : writeBody(codec, service, output, value),
      };
    },
  };
}

function writeBody(
  codec: BodyCodec,
  service: WireService,
  output: NormalizedSchema,
  value: object,
): WireAnswer["body"] {
  const payload = payloadMember(output);
  if (payload) {
    const [name, member] = payload;
    const content: unknown = Reflect.get(value, name);
    if (content === undefined || content === null) return "";
    if (content instanceof Uint8Array || typeof content === "string") return content;
    if (typeof content === "object") return codec.write(service, member, content);
    throw new Error(`${service.name}: the payload ${name} is neither bytes, text nor an object`);
  }
  const inBody = bodyMembers(output);
  if (inBody.length === 0) return "";
  const fields = inBody.map((name): [string, unknown] => [name, Reflect.get(value, name)]);
  return codec.write(service, output, Object.fromEntries(fields));
}
