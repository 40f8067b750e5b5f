/// <reference path="../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { scopesOf } from "../infra/scope";
import { backup } from "./backup";
import { compute } from "./compute";
import { data } from "./data";
import { edge } from "./edge";
import { identity } from "./identity";
import { network } from "./network";

/** The whole platform of a stage, layer after layer, in each of its regions. */
export function platform(config: Config, stage: string) {
  const scopes = scopesOf(config, stage);
  const networks = scopes.map(network);
  const identities = identity(scopes, networks);
  const datas = data(scopes, networks, identities);
  const edges = edge(scopes, networks, identities);
  for (const [index, scope] of scopes.entries()) {
    const [network, identity, data, edge] = [networks[index], identities[index], datas[index], edges[index]];
    if (network && identity && data && edge) compute(scope, { network, identity, data, edge });
  }
  backup(scopes, identities, datas);
  return {
    url: `https://${config.domain.host}`,
    regions: scopes.map(({ region }) => region.region),
  };
}
