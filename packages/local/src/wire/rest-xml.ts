import { XmlShapeDeserializer, XmlShapeSerializer } from "@aws-sdk/core/protocols";
import { malformed } from "./conform.ts";
import type { Protocol } from "./protocol.ts";
import { type BodyCodec, rest } from "./rest.ts";
import { encodeXmlError, xmlSettings } from "./xml.ts";

const codec: BodyCodec = {
  contentType: "application/xml",
  read: (service, schema, body) => {
    try {
      return new XmlShapeDeserializer(xmlSettings(service, true)).read(schema, body);
    } catch (cause) {
      throw malformed(cause instanceof Error ? cause.message : String(cause));
    }
  },
  write: (service, schema, value) => {
    const serializer = new XmlShapeSerializer(xmlSettings(service, true));
    serializer.write(schema, value);
    return serializer.flush();
  },
};

/** restXml: as restJson1, with XML bodies. */
export const restXml: Protocol = {
  ...rest(codec),
  encodeError: (service, error, requestId) => encodeXmlError(service, error, error.name, requestId),
};
