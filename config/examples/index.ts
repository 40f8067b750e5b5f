import type { ConfigLayer } from "@signalbox/core/config/config";
import { deepResearch } from "./deep-research.ts";
import { fargateCognito } from "./fargate-cognito.ts";
import { ollamaPair } from "./ollama-pair.ts";
import { openWebuiBackend } from "./open-webui-backend.ts";
import { scaleToZero } from "./scale-to-zero.ts";
import { spillOver } from "./spill-over.ts";
import { threeRegions } from "./three-regions.ts";
import { threeStrategies } from "./three-strategies.ts";
import { twoRegions } from "./two-regions.ts";
import { vllmGpu } from "./vllm-gpu.ts";

/**
 * Systems that others described for Kubernetes or CloudFormation, in this configuration; docs/seeds.md says where each part went.
 * And one platform that has every strategy, one that recovers from a backup, one that is upgraded in three regions, one with GPUs, one whose model
 * sleeps when nobody asks, and one whose model's overflow goes to another region.
 */
export const examples: Readonly<Record<string, ConfigLayer>> = {
  "open-webui-backend": openWebuiBackend,
  "ollama-pair": ollamaPair,
  "fargate-cognito": fargateCognito,
  "deep-research": deepResearch,
  "three-strategies": threeStrategies,
  "two-regions": twoRegions,
  "three-regions": threeRegions,
  "vllm-gpu": vllmGpu,
  "scale-to-zero": scaleToZero,
  "spill-over": spillOver,
};
