import { expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { monitoring } from "./service.ts";

test("dashboards are kept by name, listed by prefix and belong to no region", async () => {
  const { call } = surroundings((world) => [monitoring(world)]);
  const body = JSON.stringify({ widgets: [] });
  await call("monitoring", "PutDashboard", { DashboardName: "chat-live", DashboardBody: body });
  await call("monitoring", "PutDashboard", { DashboardName: "other", DashboardBody: body });
  const { DashboardEntries = [] } = await call(
    "monitoring",
    "ListDashboards",
    { DashboardNamePrefix: "chat" },
    "eu-west-1",
  );
  expect(DashboardEntries).toMatchObject([
    {
      DashboardName: "chat-live",
      DashboardArn: "arn:aws:cloudwatch::123456789012:dashboard/chat-live",
      Size: body.length,
    },
  ]);
  const read = () => call("monitoring", "GetDashboard", { DashboardName: "chat-live" });
  expect((await read()).DashboardBody).toBe(body);
  await call("monitoring", "DeleteDashboards", { DashboardNames: ["chat-live"] });
  await expect(read()).rejects.toMatchObject({ name: "DashboardNotFoundError" });
});

test("a dashboard that is no JSON object is refused", async () => {
  const { call } = surroundings((world) => [monitoring(world)]);
  for (const DashboardBody of ["", "[]", "{"])
    await expect(
      call("monitoring", "PutDashboard", { DashboardName: "a", DashboardBody }),
    ).rejects.toMatchObject({ name: "DashboardInvalidInputError" });
});
