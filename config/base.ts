import type { ConfigLayer } from "@signalbox/core/config/config";

/** What all stages share; the schema's defaults are production's. */
export const base: ConfigLayer = {
  name: "signalbox",
};
