import { Config, type ConfigLayer } from "@signalbox/core/config/config";
import { merge } from "@signalbox/core/config/merge";
import { base } from "./base.ts";
import { development } from "./development.ts";
import { examples } from "./examples/index.ts";
import { production } from "./production.ts";
import { staging } from "./staging.ts";

/** The configurations that there are: the three stages, and the examples by name. */
export const stages: Readonly<Record<string, ConfigLayer>> = {
  development,
  staging,
  production,
  ...examples,
};

/** The configuration of a stage; any other stage is somebody's own, as small as development. */
export function load(stage: string): Config {
  return Config.parse(merge([base, stages[stage] ?? development]));
}
