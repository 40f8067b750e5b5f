import { expect, test } from "vitest";
import { type Entry, PlatformDocument } from "./document.ts";
import { withPreview } from "./preview.ts";

const document = PlatformDocument.parse({
  config: "development",
  account: "123456789012",
  regions: ["us-east-1"],
  publicBalancer: "users",
  publicHost: "chat.example.com",
  parameters: "/p/platform",
  entries: [],
});
const deployed = {
  name: "web",
  previewAddress: { url: "https://us-east-1.chat.example.com:8443", header: "x" },
};
const entry = (Name: string): Entry => ({
  id: "one",
  call: {
    region: "us-east-1",
    service: "ssm",
    operation: "PutParameter",
    input: { Name, Value: JSON.stringify(deployed) },
  },
});
const service = entry("/p/platform/groups/chat/services/web");
const at = (url: string) => ({
  listening: () => [
    { region: "us-east-1", loadBalancerName: "users", port: 80, url: "http://127.0.0.1:8080" },
    { region: "eu-west-1", loadBalancerName: "users", port: 8443, url: "http://127.0.0.1:8444" },
    { region: "us-east-1", loadBalancerName: "users", port: 8443, url },
  ],
});

test("a candidate is tried on this machine's own preview listener of its region", () => {
  const { call } = withPreview(service, document, at("http://127.0.0.1:8443"));
  expect(JSON.parse(String(call?.input.Value))).toEqual({
    ...deployed,
    previewAddress: { url: "http://127.0.0.1:8443", header: "x" },
  });
});

test("what is no service, and a listener that is only modelled, change nothing", () => {
  const group = entry("/p/platform/groups/chat");
  expect(withPreview(group, document, at("http://127.0.0.1:8443"))).toBe(group);
  expect(withPreview(service, document, at("model://users.us-east-1:8443"))).toBe(service);
});
