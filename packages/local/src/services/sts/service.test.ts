import { expect, it } from "vitest";
import type { Principal } from "../service.ts";
import { sts } from "./service.ts";

const whoIs = (principal: Principal) =>
  sts({ account: "123456789012" }).operations.GetCallerIdentity?.(
    {},
    { region: "us-east-1", principal, requestId: "r" },
  );

it("tells a person the user that the endpoint takes them for", async () => {
  expect(await whoIs({ kind: "person" })).toMatchObject({
    Account: "123456789012",
    Arn: "arn:aws:iam::123456789012:user/local",
  });
});

it("tells a role's session its assumed-role ARN, without the role's path", async () => {
  const arn = "arn:aws:iam::123456789012:role/signalbox/release";
  expect(await whoIs({ kind: "role", arn, session: "run-1" })).toEqual({
    Account: "123456789012",
    UserId: expect.stringMatching(/^AROA\w{16,}:run-1$/),
    Arn: "arn:aws:sts::123456789012:assumed-role/release/run-1",
  });
});
