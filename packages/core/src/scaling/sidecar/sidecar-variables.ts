/** What a replica's sidecar finds in its environment, beside what ECS and AWS put there. */
export const sidecarVariables = {
  /** `ollama` or `vllm`. */
  engine: "SIGNALBOX_ENGINE",
  /** Port of the task at which the engine answers. */
  enginePort: "SIGNALBOX_ENGINE_PORT",
  /** Port of the task at which requests for the engine come in; absent where they reach it without the sidecar. */
  port: "SIGNALBOX_PORT",
  /** Requests that the engine serves at once. */
  slots: "SIGNALBOX_SLOTS",
} as const;

/** Where its container is asked for its health, from inside the task alone. */
export const sidecarHealthPort = 7_412;

/** Where an engine listens that requests reach through the sidecar: on the task's own loopback alone. */
export const behindSidecarPort = 7_413;

/** Name of the container and of its image. */
export const sidecarName = "replica-sidecar";
