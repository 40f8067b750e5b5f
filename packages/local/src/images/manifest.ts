import { createHash } from "node:crypto";
import { type BehaviourName, behaviourAnnotation } from "./behaviour.ts";
import { type UpgradeName, upgradeAnnotation } from "./upgrade.ts";

/**
 * The text of an OCI image manifest that `ecr put-image` takes. What is given alone decides
 * its digest; the sizes are those of the Open WebUI image, rounded.
 */
export function imageManifest(image: {
  behaviour: BehaviourName;
  version: string;
  upgrade?: UpgradeName | undefined;
  /** Further ones, such as what a scan finds. */
  annotations?: Readonly<Record<string, string>>;
}): string {
  const { upgrade = "none", annotations } = image;
  const content = `${image.version}/${image.behaviour}${upgrade === "none" ? "" : `/${upgrade}`}${annotations ? `/${JSON.stringify(annotations)}` : ""}`;
  const blob = (mediaType: string, size: number, part: string) => ({
    mediaType,
    digest: `sha256:${createHash("sha256").update(`${part}/${content}`).digest("hex")}`,
    size,
  });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: blob("application/vnd.oci.image.config.v1+json", 13_000, "config"),
    layers: [blob("application/vnd.oci.image.layer.v1.tar+gzip", 1_600_000_000, "layer")],
    annotations: {
      ...annotations,
      "org.opencontainers.image.version": image.version,
      [behaviourAnnotation]: image.behaviour,
      ...(upgrade !== "none" && { [upgradeAnnotation]: upgrade }),
    },
  });
}
