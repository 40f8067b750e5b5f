import { createHash } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../error.ts";

export const dockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

const Manifest = z.object({
  mediaType: z.string().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  config: z.object({ mediaType: z.string().optional(), size: z.number() }).optional(),
  layers: z.array(z.object({ size: z.number() })).optional(),
});

export type Manifest = z.infer<typeof Manifest>;

/** Reads an image manifest; throws InvalidParameterException where ECR does. */
export function readManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid("Invalid JSON syntax");
  }
  const manifest = Manifest.safeParse(json);
  if (!manifest.success) throw invalid(z.prettifyError(manifest.error));
  return manifest.data;
}

export const digestOf = (manifest: string): string =>
  `sha256:${createHash("sha256").update(manifest).digest("hex")}`;

/** Bytes that the layers take, as a registry counts an image's size. */
export const sizeOf = (manifest: Manifest): number =>
  (manifest.layers ?? []).reduce((sum, layer) => sum + layer.size, 0);

function invalid(why: string): AwsError {
  return new AwsError(
    "InvalidParameterException",
    `Invalid parameter at 'ImageManifest' failed to satisfy constraint: '${why}'`,
  );
}
