/// <reference path="../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { scopesOf } from "../infra/scope";
import { network } from "./network";

/** The whole platform of a stage, layer after layer, in each of its regions. */
export function platform(config: Config, stage: string) {
  const scopes = scopesOf(config, stage);
  const networks = scopes.map(network);
  return { regions: scopes.map(({ region }) => region.region), vpcs: networks.map(({ vpcId }) => vpcId) };
}
