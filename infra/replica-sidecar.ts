/// <reference path="../.sst/platform/config.d.ts" />
import {
  behindSidecarPort,
  sidecarHealthPort,
  sidecarName,
  sidecarVariables,
} from "@signalbox/core/scaling/sidecar/sidecar-variables";
import { ownContainer } from "./own-container";
import type { Scope } from "./scope";
import type { Statement } from "./service-role";

/** A target of images/sidecars. Raise its version when packages/functions/src/replica-sidecar or what it imports changes. */
export const replicaSidecarImage = { target: "replica-sidecar", version: "1" };

export interface ReplicaSidecarArgs {
  readonly image: $util.Input<string>;
  readonly logGroup: $util.Input<string>;
  readonly engine: "ollama" | "vllm";
  /** Of the service: where requests come in. */
  readonly port: number;
  /** Requests that a replica serves at once. */
  readonly slots: number;
  /** How long the engine has between SIGTERM and SIGKILL. */
  readonly stopSeconds: number;
}

/**
 * Says every ten seconds what the replica beside it does, by its log: CloudWatch makes metrics of it. vLLM is scraped, and serves on
 * without it. Ollama has no metrics, so that its requests pass through the sidecar, which takes the port of the task: one port is the
 * task's, whichever container opens it, since all share a network (awsvpc). It begins before Ollama and ends after it.
 */
export function replicaSidecar(
  scope: Scope,
  { image, logGroup, engine, port, slots, stopSeconds }: ReplicaSidecarArgs,
): Readonly<Record<string, unknown>> {
  const passes = engine === "ollama";
  return ownContainer(scope, {
    ...{ name: sidecarName, image, logGroup, essential: passes, memory: 256, stopSeconds },
    environment: {
      AWS_REGION: scope.region.region,
      [sidecarVariables.engine]: engine,
      [sidecarVariables.enginePort]: String(passes ? behindSidecarPort : port),
      ...(passes && { [sidecarVariables.port]: String(port) }),
      [sidecarVariables.slots]: String(slots),
    },
    health: `${sidecarHealthPort}/`,
  });
}

/** What an engine behind the sidecar finds in its environment: https://docs.ollama.com/faq */
export const behindSidecar = (slots: number): Readonly<Record<string, string>> => ({
  OLLAMA_HOST: `127.0.0.1:${behindSidecarPort}`,
  OLLAMA_NUM_PARALLEL: String(slots),
});

/** What the sidecar calls, for the role of the task: which service its task belongs to. */
export const asksForItself = ({ account, names, region }: Scope): Statement[] => [
  {
    Action: ["ecs:DescribeTasks"],
    Resource: [$interpolate`arn:aws:ecs:${region.region}:${account}:task/${names.cluster}/*`],
  },
];
