import { describe, expect, it } from "vitest";
import { collectorConfig } from "./collector-config.ts";

const target = {
  region: "eu-west-1",
  service: "vllm",
  stage: "production",
  prometheusEndpoint: "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/",
};

describe("collectorConfig", () => {
  it("names in its pipelines only what it defines", () => {
    const { service, ...defined } = collectorConfig({ ...target, scrape: { port: 8000, path: "/metrics" } });
    for (const pipeline of Object.values(service.pipelines))
      for (const kind of ["receivers", "processors", "exporters"] as const)
        for (const name of pipeline[kind]) expect(Object.keys(defined[kind])).toContain(name);
    for (const name of service.extensions) expect(Object.keys(defined.extensions)).toContain(name);
  });

  it("writes to the workspace's remote write path, signed for the region", () => {
    const { exporters, extensions } = collectorConfig(target);
    expect(exporters.prometheusremotewrite.endpoint).toBe(
      "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write",
    );
    expect(extensions.sigv4auth).toEqual({ region: "eu-west-1", service: "aps" });
  });

  it("scrapes the service every 15 seconds where it serves metrics, and otherwise only itself", () => {
    const jobs = (scrape?: { port: number; path: string }) =>
      collectorConfig({ ...target, ...(scrape && { scrape }) }).receivers.prometheus.config;
    expect(jobs().scrape_configs.map(({ job_name }) => job_name)).toEqual(["collector"]);
    const { scrape_configs, global } = jobs({ port: 8000, path: "/metrics" });
    expect(global.scrape_interval).toBe("15s");
    expect(scrape_configs).toContainEqual({
      job_name: "service",
      metrics_path: "/metrics",
      static_configs: [{ targets: ["localhost:8000"], labels: { service: "vllm", stage: "production" } }],
    });
  });

  it("listens on the task's own loopback alone", () => {
    const { receivers, extensions } = collectorConfig(target);
    const { grpc, http } = receivers.otlp.protocols;
    for (const { endpoint } of [grpc, http, extensions.health_check]) expect(endpoint).toMatch(/^localhost:/);
  });
});
