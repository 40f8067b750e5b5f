import { HttpRequest } from "@smithy/core/protocols";
import { expect, test } from "vitest";
import { systemClock } from "../system-clock.ts";
import { createClients } from "./clients.ts";
import { setStates } from "./routing-controls.ts";

const url = "https://abcd.route53-recovery-cluster.us-west-2.amazonaws.com/v1";

test("the cluster's own endpoint is asked, signed for its region, with all states in one request", async () => {
  const clients = createClients({
    region: "us-west-2",
    clock: systemClock,
    endpoint: url,
    credentials: { accessKeyId: "AKIA", secretAccessKey: "secret" },
  });
  const { route53RecoveryCluster: client } = clients;
  const asked: HttpRequest[] = [];
  client.middlewareStack.add(
    () =>
      async ({ request }) => {
        if (HttpRequest.isInstance(request)) asked.push(request);
        throw new Error("it is not sent");
      },
    { name: "look", step: "finalizeRequest", priority: "low" },
  );
  const isOn = new Map([
    ["arn:aws:one", true],
    ["arn:aws:other", false],
  ]);
  const { signal: abortSignal } = new AbortController();
  await expect(setStates(client, isOn, { abortSignal })).rejects.toThrow("it is not sent");
  const [{ protocol, hostname, path, headers = {}, body } = {}] = asked;
  expect(`${protocol}//${hostname}${path}`).toBe(`${url}/`);
  expect(headers.authorization).toContain("/us-west-2/route53-recovery-cluster/aws4_request");
  expect(headers["x-amz-target"]).toBe("ToggleCustomerAPI.UpdateRoutingControlStates");
  expect(JSON.parse(new TextDecoder().decode(body))).toEqual({
    UpdateRoutingControlStateEntries: [
      { RoutingControlArn: "arn:aws:one", RoutingControlState: "On" },
      { RoutingControlArn: "arn:aws:other", RoutingControlState: "Off" },
    ],
  });
});
