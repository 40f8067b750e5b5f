import { load } from "@signalbox/config/load";
import type { PlatformDocument } from "@signalbox/local/deploy/document";
import type { Graph, Resource } from "../synth/graph.ts";
import { translate } from "./translate.ts";

export const region = "us-east-1";
export const account = "123456789012";

type Given = Partial<Pick<Resource, "outputs" | "dependencies" | "region">>;

/** A resource as the stacks would register it. */
export const resource = (
  type: string,
  name: string,
  inputs: Resource["inputs"],
  given: Given = {},
): Resource => ({
  type,
  name,
  urn: `urn:${type}::${name}`,
  region,
  inputs,
  outputs: {},
  id: name,
  protect: false,
  retainOnDelete: false,
  ignoreChanges: [],
  dependencies: [],
  ...given,
});

export const graphOf = (...resources: Resource[]): Graph => ({ stage: "development", account, resources });

/** What becomes of resources in the stage development. */
export const translated = (...resources: Resource[]): PlatformDocument =>
  translate(graphOf(...resources), load("development"));

export const elb = (rest: string): string => `arn:aws:elasticloadbalancing:${region}:${account}:${rest}`;
