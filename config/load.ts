import type { Config, ConfigLayer } from "@signalbox/core/config/config";
import type { Environment } from "@signalbox/core/config/environment";
import type { Layer } from "@signalbox/core/config/layer";
import { type Layered, layered } from "@signalbox/core/config/layered";
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

/** The same, each with where it came from. */
export const layers: Readonly<Record<string, Layer>> = Object.fromEntries(
  Object.entries(stages).map(([origin, layer]) => [origin, { origin, layer }]),
);
export const names: readonly string[] = Object.keys(stages);

/**
 * The configuration of a stage, with where each value came from; a stage of any other name is somebody's own, as small as
 * development.
 * @throws {InvalidConfig} with every fault
 */
export function explain(name: string, environment: Environment = process.env): Layered {
  const layer = (Object.hasOwn(layers, name) ? layers[name] : undefined) ?? {
    origin: "development",
    layer: development,
  };
  return layered([{ origin: "base", layer: base }, layer], environment);
}

/**
 * The configuration of a stage alone.
 * @throws {InvalidConfig} with every fault
 */
export function load(name: string, environment: Environment = process.env): Config {
  return explain(name, environment).config;
}
