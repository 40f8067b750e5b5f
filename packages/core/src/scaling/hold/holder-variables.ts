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
  /** Where the replicas of another region are reached, to which overflow goes; absent where it goes nowhere. */
  spillUrl: "SIGNALBOX_SPILL_URL",
  /** The table in which the planner says how much. */
  ledger: "SIGNALBOX_LEDGER_TABLE",
  /** The service that it speaks of. */
  planned: "SIGNALBOX_PLANNED",
} as const;

/** Where a holder is asked whether it stands: no path of an engine's. */
export const holderHealthPath = "/signalbox/holder";

/** Name of the container and of its image. */
export const holderName = "request-holder";

/** Of its target of images/sidecars: raise it when packages/functions/src/request-holder or what it imports changes. */
export const holderVersion = "2";
