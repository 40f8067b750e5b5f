/** What a holder finds in its environment. */
export const holderVariables = {
  /** Its own ECS service, by which its metrics are known. */
  service: "SIGNALBOX_HOLDER",
  /** `ollama` or `vllm`. */
  engine: "SIGNALBOX_ENGINE",
  /** Where the replicas are reached, such as `http://internal.example:11434`: the load balancer's listener, which knows who serves. */
  engineUrl: "SIGNALBOX_ENGINE_URL",
  /** By what the replicas are asked whether they serve. */
  readyPath: "SIGNALBOX_READY_PATH",
  /** Where requests come in. */
  port: "SIGNALBOX_PORT",
  /** How long a request is held. */
  patienceSeconds: "SIGNALBOX_PATIENCE_SECONDS",
  /** Requests that are held at once. */
  most: "SIGNALBOX_MOST_HELD",
  /** Bytes of their bodies. */
  mostBytes: "SIGNALBOX_MOST_HELD_BYTES",
} as const;

/** Where a holder is asked whether it stands: no path of an engine's. */
export const holderHealthPath = "/signalbox/holder";

/** Name of the container and of its image. */
export const holderName = "request-holder";

/** Of its target of images/sidecars: raise it when packages/functions/src/request-holder or what it imports changes. */
export const holderVersion = "1";
