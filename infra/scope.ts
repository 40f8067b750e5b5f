/// <reference path="../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import type { Region } from "@signalbox/core/config/regions";
import { type Names, namesOf } from "@signalbox/core/platform/names";

/** One region of the stage that is deployed: where a block creates what it creates. */
export interface Scope {
  readonly config: Config;
  readonly stage: string;
  readonly names: Names;
  readonly region: Region;
  readonly account: $util.Output<string>;
  /** Logical name of a resource, unique over all regions: `UsEast1Vpc`. */
  id(thing: string): string;
  /** What every resource of the region is created with; `more` is added. */
  options(more?: $util.CustomResourceOptions): $util.CustomResourceOptions;
}

/** The scopes of a stage, the primary first. Creates one provider for each region. */
export function scopesOf(config: Config, stage: string): Scope[] {
  const names = namesOf({ name: config.name, stage });
  const account = aws.getCallerIdentityOutput({}).accountId;
  return config.regions.map((region) => {
    const prefix = pascalCase(region.region);
    const provider = new aws.Provider(`${prefix}Provider`, {
      region: region.region as aws.Region, // parsed as a region name; the type lists those of the pinned provider
      defaultTags: tagsOf(config, stage),
    });
    return {
      config,
      stage,
      names,
      region,
      account,
      id: (thing) => `${prefix}${thing}`,
      options: (more) => ({ provider, ...more }),
    };
  });
}

/**
 * Where AWS wants what is global: CloudFront, its certificate and its web ACL in us-east-1. Nothing there has to change in
 * a failover. Its logical names begin with `Global`, whatever the regions are.
 */
export function globalScope(scopes: readonly Scope[]): Scope {
  const [primary] = scopes;
  if (primary === undefined) throw new Error("a stage has at least one region");
  const id = (thing: string) => `Global${thing}`;
  const there = scopes.find(({ region }) => region.region === "us-east-1");
  if (there !== undefined) return { ...there, id };
  const provider = new aws.Provider("GlobalProvider", {
    region: "us-east-1",
    defaultTags: tagsOf(primary.config, primary.stage),
  });
  return {
    ...primary,
    region: { ...primary.region, region: "us-east-1" },
    id,
    options: (more) => ({ provider, ...more }),
  };
}

/**
 * The observer's region, which has no part of the platform: its role, network and zones are nobody's. Undefined where there is one region
 * and nothing to observe.
 */
export function neutralScope(scopes: readonly Scope[]): Scope | undefined {
  const last = scopes.at(-1);
  if (last === undefined || scopes.length < 2) return undefined;
  const { config, stage } = last;
  const provider = new aws.Provider("NeutralProvider", {
    region: config.neutralRegion as aws.Region, // parsed as a region name; the type lists those of the pinned provider
    defaultTags: tagsOf(config, stage),
  });
  return {
    ...last,
    region: { ...last.region, region: config.neutralRegion },
    id: (thing) => `Neutral${thing}`,
    options: (more) => ({ provider, ...more }),
  };
}

/** The stage's other regions, in its order. */
export const otherRegions = ({ config, region }: Scope): string[] =>
  config.regions.map((other) => other.region).filter((other) => other !== region.region);

const tagsOf = (config: Config, stage: string) => ({
  tags: { "signalbox:name": config.name, "signalbox:stage": stage },
});

/** `us-east-1` as `UsEast1`. */
export const pascalCase = (text: string): string =>
  text.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
