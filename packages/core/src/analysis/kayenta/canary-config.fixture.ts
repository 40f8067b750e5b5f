/** A configuration as Kayenta's API gives it, stamps and provider fields included. */
export const canaryConfig = {
  id: "4b2d6a04",
  name: "chat",
  description: "the chat service's golden signals",
  createdTimestampIso: "2026-01-05T10:00:00Z",
  updatedTimestamp: 1_767_607_200_000,
  configVersion: "1",
  applications: ["chat"],
  judge: { name: "NetflixACAJudge-v1.0", judgeConfigurations: {} },
  metrics: [
    {
      name: "errors",
      query: { type: "prometheus", metricName: "http_errors", labelBindings: [], serviceType: "prometheus" },
      groups: ["Errors"],
      analysisConfigurations: {
        canary: {
          direction: "increase",
          nanStrategy: "replace",
          critical: true,
          effectSize: { allowedIncrease: 1.1 },
        },
      },
      scopeName: "default",
    },
    {
      name: "latency",
      query: { type: "prometheus", metricName: "latency_p95" },
      groups: ["Latency"],
      analysisConfigurations: {
        canary: {
          direction: "increase",
          nanStrategy: "remove",
          mustHaveData: true,
          outliers: { strategy: "remove", outlierFactor: 3 },
        },
      },
      scopeName: "default",
    },
  ],
  templates: {},
  classifier: { groupWeights: { Errors: 60, Latency: 40 }, scoreThresholds: { pass: 95, marginal: 50 } },
};
