import { createHash } from "node:crypto";
import { partsOf } from "@signalbox/core/backup/configuration/document";
import { problemsOf } from "@signalbox/core/backup/configuration/problems";
import type { FoundConfiguration } from "@signalbox/core/backup/content/found";
import type { ConfigurationManifest } from "@signalbox/core/backup/content/manifest";
import { canonical } from "@signalbox/core/canonical";
import { z } from "zod";

/** Digests of the parts of a document that was read back, and what this version's schemas refuse of it. */
export function foundInDocument(text: string): FoundConfiguration {
  const document = parsed(text);
  if (document === undefined)
    return { kind: "configuration", parts: {}, problems: ["it is no JSON any more."] };
  const { parts = {} } =
    z.looseObject({ parts: z.record(z.string(), z.unknown()).optional() }).safeParse(document).data ?? {};
  return { kind: "configuration", parts: digestsOf(parts), problems: [...problemsOf(document)] };
}

/** SHA-256 over the canonical JSON of each part, and its length. */
export const digestsOf = (parts: Readonly<Record<string, unknown>>): ConfigurationManifest["parts"] =>
  Object.fromEntries(
    [...partsOf(parts)].map(([name, part]) => {
      const text = Buffer.from(canonical(part));
      return [name, { sha256: createHash("sha256").update(text).digest("hex"), bytes: text.length }];
    }),
  );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
