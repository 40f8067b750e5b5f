import { describe, expect, it } from "vitest";
import { namesOf } from "../platform/names.ts";
import { inferenceDashboard } from "./inference-dashboard.ts";
import { platformDashboard } from "./platform-dashboard.ts";
import { recoveryDashboard } from "./recovery-dashboard.ts";
import { releasesDashboard } from "./releases-dashboard.ts";
import type { View } from "./view.ts";

const view: View = {
  region: "eu-west-1",
  account: "123456789012",
  cluster: "signalbox-production",
  database: "signalbox-production",
  cacheNodes: ["signalbox-production-001", "signalbox-production-002"],
  balancer: "app/public/1",
  internalBalancer: "app/internal/2",
  services: [
    {
      name: "chat",
      inference: false,
      ecsServices: ["chat-blue", "chat-green"],
      logGroup: "/signalbox-production/services/chat",
      balancer: "app/public/1",
      targetGroups: { blue: "targetgroup/chat-blue/3", green: "targetgroup/chat-green/4" },
    },
    {
      name: "ollama",
      inference: true,
      ecsServices: ["ollama"],
      logGroup: "/signalbox-production/services/ollama",
      balancer: "app/internal/2",
      targetGroups: { blue: "targetgroup/ollama-blue/5" },
    },
    {
      name: "pipelines",
      inference: false,
      ecsServices: ["pipelines"],
      logGroup: "/signalbox-production/services/pipelines",
      targetGroups: {},
    },
  ],
  workflows: [{ name: "release", deployed: "signalbox-production-release" }],
  alarmArns: ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:signalbox-production-latency-p95"],
  stoppedTaskLogs: "/aws/events/signalbox-production-stopped-tasks",
  maxCapacity: 16,
  latencySeconds: 2,
  rpoMinutes: 60,
  rtoMinutes: 240,
  backups: {
    classes: ["database/daily", "database/point-in-time"],
    ageMetric: "BackupAge",
    restoreTimeMetric: "VerifiedRestoreTime",
  },
  planned: [{ name: "ollama", most: 4 }],
  plannedMetrics: namesOf({ name: "signalbox", stage: "production" }).plannedMetrics,
  otherRegions: ["us-east-1"],
  prefix: "signalbox-production",
  metricNamespace: "Signalbox",
  awayMetric: "TrafficTurnedAway",
  probe: "signalbox-production",
};

interface Placed {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: {
    title?: string;
    region?: string;
    query?: string;
    metrics?: (string | { id?: string; expression?: string; visible?: boolean })[][];
  };
}
const widgetsOf = (body: string): Placed[] => JSON.parse(body).widgets;

describe.each([
  ["platform", platformDashboard],
  ["releases", releasesDashboard],
  ["recovery", recoveryDashboard],
  ["inference", inferenceDashboard],
])("the dashboard %s", (_, dashboard) => {
  const widgets = widgetsOf(dashboard(view));

  it("lays its widgets out within 24 columns, none over another", () => {
    for (const one of widgets) {
      expect(one.x + one.width).toBeLessThanOrEqual(24);
      for (const other of widgets)
        if (one !== other)
          expect(
            one.x + one.width <= other.x ||
              other.x + other.width <= one.x ||
              one.y + one.height <= other.y ||
              other.y + other.height <= one.y,
          ).toBe(true);
    }
  });

  it("asks something in each chart, and draws at least one line that somebody can see", () => {
    for (const { type, properties } of widgets.filter(({ type }) => type === "metric")) {
      expect(properties.title, type).toMatch(/[?%]|p95/);
      const shown = properties.metrics?.map((line) => line.at(-1)) ?? [];
      expect(shown.some((end) => typeof end === "object" && end.visible !== false)).toBe(true);
    }
  });

  it("gives every dimension a value, and every expression only lines of its own chart", () => {
    for (const { properties } of widgets) {
      const ends = (properties.metrics ?? []).map((line) => line.at(-1));
      const ids = ends.flatMap((end) => (typeof end === "object" && end.id ? [end.id] : []));
      for (const line of properties.metrics ?? []) {
        const end = line.at(-1);
        const expression = typeof end === "object" ? end.expression : undefined;
        if (expression === undefined) {
          // Namespace, metric, pairs, and the options at the end.
          expect(line.length % 2).toBe(1);
          expect(line.every((part) => part !== "")).toBe(true);
        } else
          for (const word of expression.replaceAll("FILL", "").match(/[a-z]\w*/g) ?? [])
            expect(ids).toContain(word);
      }
    }
  });

  it("speaks of its own region in all that it draws", () => {
    for (const { type, properties } of widgets)
      if (type === "metric" || type === "log") expect(properties.region).toBe("eu-west-1");
  });
});

describe("releasesDashboard", () => {
  it("compares the two sides of those services that have two", () => {
    const titles = widgetsOf(releasesDashboard(view)).map(({ properties }) => properties.title);
    expect(titles.filter((title) => title?.startsWith("chat:"))).toHaveLength(4);
    expect(titles.filter((title) => title?.startsWith("ollama:"))).toHaveLength(0);
  });
});

describe("inferenceDashboard", () => {
  it("leaves the log out where there is no inference", () => {
    const services = view.services.filter(({ inference }) => !inference);
    const without = widgetsOf(inferenceDashboard({ ...view, services }));
    expect(without.some(({ type }) => type === "log")).toBe(false);
  });
});
