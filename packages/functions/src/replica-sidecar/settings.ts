import { engines } from "@signalbox/core/config/inference";
import { sidecarVariables } from "@signalbox/core/scaling/sidecar/sidecar-variables";
import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);

const Environment = z.object({
  ECS_CONTAINER_METADATA_URI_V4: z.url(),
  [sidecarVariables.engine]: z.enum(engines),
  [sidecarVariables.enginePort]: port,
  [sidecarVariables.port]: port.optional(),
  [sidecarVariables.slots]: z.coerce.number().int().min(1),
});

export interface SidecarSettings {
  /** Where ECS tells a container of its task. */
  readonly metadataUri: string;
  readonly engine: (typeof engines)[number];
  readonly enginePort: number;
  /** Where requests come in that it passes on; absent where they reach the engine without it. */
  readonly port: number | undefined;
  readonly slots: number;
}

/** Throws where the environment is not as the deployment writes it. */
export function settingsOf(environment: Readonly<Record<string, string | undefined>>): SidecarSettings {
  const given = Environment.parse(environment);
  return {
    metadataUri: given.ECS_CONTAINER_METADATA_URI_V4,
    engine: given[sidecarVariables.engine],
    enginePort: given[sidecarVariables.enginePort],
    port: given[sidecarVariables.port],
    slots: given[sidecarVariables.slots],
  };
}
