/// <reference path="../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { neutralScope, scopesOf } from "../infra/scope";
import { backup } from "./backup";
import { chaos } from "./chaos";
import { compute } from "./compute";
import { data } from "./data";
import { edge } from "./edge";
import { identity } from "./identity";
import { network } from "./network";
import { neutral } from "./neutral";
import { observability } from "./observability";
import { operations } from "./operations";

/** The whole platform of a stage, layer after layer, in each of its regions. */
export function platform(config: Config, stage: string) {
  const scopes = scopesOf(config, stage);
  const networks = scopes.map(network);
  const identities = identity(scopes, networks);
  const datas = data(scopes, networks, identities);
  const edges = edge(scopes, networks, identities);
  const balancers = new Map(
    scopes.map(({ region }, index) => [region.region, of(edges, index).internal.dnsName]),
  );
  const computes = scopes.map((scope, index) =>
    compute(scope, {
      network: of(networks, index),
      identity: of(identities, index),
      data: of(datas, index),
      edge: of(edges, index),
      balancers,
    }),
  );
  const observabilities = observability(scopes, { identities, edges, computes });
  const backups = backup(scopes, identities, datas);
  for (const [index, scope] of scopes.entries()) {
    chaos(scope, {
      network: of(networks, index),
      identity: of(identities, index),
      data: of(datas, index),
      edge: of(edges, index),
      observability: of(observabilities, index),
    });
    operations(scope, {
      network: of(networks, index),
      identity: of(identities, index),
      edge: of(edges, index),
      compute: of(computes, index),
      backup: of(backups, index),
    });
  }
  const outside = neutralScope(scopes);
  if (outside) neutral(outside);
  return {
    url: `https://${config.domain.host}`,
    regions: scopes.map(({ region }) => region.region),
  };
}

/** What a layer made for the region of that index; every layer answers with one part for each region. */
function of<Part>(parts: readonly Part[], index: number): Part {
  const part = parts[index];
  if (part === undefined) throw new Error(`a layer made nothing for region ${index + 1}`);
  return part;
}
