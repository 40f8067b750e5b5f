import { z } from "zod";
import { Config } from "../../config/config.ts";
import { Platform } from "../../platform/platform.ts";
import { ConfigurationDocument, documentVersion } from "./document.ts";
import { withoutSecrets } from "./secret-shapes.ts";

/** What this version's schemas refuse of a document that was read back, each a sentence with its path; empty: it is understood. */
export function* problemsOf(document: unknown): Generator<string> {
  const version = z.looseObject({ version: z.number() }).safeParse(document).data?.version;
  if (version !== undefined && version !== documentVersion) {
    yield `it is a document of version ${version}, and this is version ${documentVersion}.`;
    return;
  }
  const parsed = ConfigurationDocument.safeParse(document);
  if (!parsed.success) {
    yield* sentences("", parsed.error);
    return;
  }
  const { parts } = parsed.data;
  yield* refused("platform", Platform, parts.platform);
  if (parts.config !== undefined) yield* refused("config", Config, parts.config);
  for (const [name, { type, value }] of Object.entries(parts.parameters))
    if (type === "SecureString" && value !== undefined)
      yield `parameters.${name} is a SecureString, and its value is there.`;
  for (const place of withoutSecrets(parts).places) yield `${place} looks like the value of a secret.`;
}

function* refused(part: string, schema: z.ZodType, content: unknown): Generator<string> {
  const parsed = schema.safeParse(content);
  if (!parsed.success) yield* sentences(part, parsed.error);
}

const sentences = (part: string, { issues }: z.ZodError): readonly string[] =>
  issues.map(
    ({ path, message }) =>
      `${[part, ...path.map(String)].filter((one) => one !== "").join(".")}: ${message}.`,
  );
