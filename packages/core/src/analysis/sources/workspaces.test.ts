import { expect, test } from "vitest";
import { ReleasePolicy } from "../../release/policy.ts";
import { workspacesOf } from "./workspaces.ts";

const server = {
  kind: "prometheus",
  endpoint: "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1a2b",
  workspaceRegion: "eu-west-1",
};
const counted = { bad: 'sum(bad{side="{{side}}"})', total: 'sum(all{side="{{side}}"})' };
const kayenta = {
  config: { name: "chat", metrics: [{ name: "latency", groups: ["chat"] }] },
  sources: { latency: { ...server, value: 'avg(seconds{side="{{side}}"})' } },
};

test("a workspace is known by its id and region, once, whoever judges by it", () => {
  const metrics = [{ name: "stalls", source: { ...server, ...counted } }];
  expect(workspacesOf(ReleasePolicy.parse({ metrics, kayenta }))).toEqual([
    { region: "eu-west-1", id: "ws-1a2b" },
  ]);
});

test("a Prometheus of one's own asks for no rights", () => {
  const source = { kind: "prometheus", endpoint: "http://prometheus.internal:9090", ...counted };
  expect(workspacesOf(ReleasePolicy.parse({ metrics: [{ name: "stalls", source }] }))).toEqual([]);
  expect(workspacesOf(ReleasePolicy.parse({}))).toEqual([]);
});
