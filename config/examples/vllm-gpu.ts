import type { ConfigLayer } from "@signalbox/core/config/config";
import { whole } from "../catalogue.ts";
import { groups, images } from "../images.ts";

/**
 * Open WebUI with vLLM on instances with GPUs, whose number is planned.
 *
 * An instance with an NVIDIA L4 (or an A10G, where a zone has no L4) has one replica of a model with 8 billion parameters. Half of the replicas are on Spot. One instance stands by,
 * stopped and with the image on its disk, so that the first one more is there without a pull; weights are fetched by the first task of each instance, and kept for the next.
 */
export const vllmGpu: ConfigLayer = {
  domain: { host: "chat.example.ai", zoneId: "Z0000VLLMGPU" },
  regions: [{ region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 3 }],
  network: { nat: "single" },
  identity: { enabled: false },
  data: { database: { readers: 0, maxCapacity: 4 }, cache: { nodeType: "cache.t4g.micro", replicas: 0 } },
  edge: { cdn: false, botControl: false },
  images: {
    "open-webui": images["open-webui"],
    vllm: { source: "docker.io/vllm/vllm-openai", version: "v0.11.0" },
  },
  groups: {
    "open-webui": groups["open-webui"],
    // Two sides of a canary keep twice the GPUs for as long as it bakes; a rolling release goes on with what it gets.
    vllm: { strategy: "rolling" },
  },
  services: {
    ...whole({ scaling: { min: 2, max: 4 }, needs: ["database", "cache", "files", "inference"] }),
    vllm: {
      group: "vllm",
      image: "vllm",
      port: 8000,
      route: { kind: "internal-load-balancer" },
      readyPath: "/health",
      architecture: "x86_64",
      // Of the 4 vCPU and 16 GiB of a g6.xlarge or g5.xlarge, what the agent and the system leave.
      cpu: 2048,
      memory: 12_288,
      gpu: { pool: "gpu", modelsPath: "/models" },
      environment: { HF_HOME: "/models" },
      command: ["--model", "Qwen/Qwen3-8B", "--max-num-seqs", "16", "--max-model-len", "8192"],
      scaling: { min: 1, max: 6 },
      // Its image belongs to root, as the directory of the weights does.
      user: "0:0",
      readOnlyRoot: false,
    },
  },
  backup: {
    classes: {
      "database-daily": { target: "database", schedule: "cron(0 2 * * ? *)", retentionDays: 30 },
    },
  },
  inference: {
    pools: [
      {
        name: "gpu",
        instanceTypes: ["g6.xlarge", "g5.xlarge"],
        max: 6,
        spotPercent: 50,
        standby: 1,
        diskGb: 150,
      },
    ],
    services: { vllm: { engine: "vllm", profile: { slots: 16, startSeconds: 300, usdPerHour: 0.8048 } } },
  },
};
