import { surroundings } from "../testing.ts";
import { events } from "./service.ts";

export const machine = "arn:aws:states:us-east-1:123456789012:stateMachine:release";
export const fn = "arn:aws:lambda:us-east-1:123456789012:function:wake";
export const RoleArn = "arn:aws:iam::123456789012:role/release-events";
export const push = { Source: "shop", DetailType: "Pushed", Detail: '{"tag":"v2"}' };

/** A rule for pushes with one target, a state machine unless said otherwise. */
export async function withRule(target: object, setting: Parameters<typeof surroundings>[1] = {}) {
  const all = surroundings((world) => [events(world)], setting);
  await all.call("events", "PutRule", { Name: "pushed", EventPattern: '{"detail-type":["Pushed"]}' });
  await all.call("events", "PutTargets", {
    Rule: "pushed",
    Targets: [{ Id: "t", Arn: machine, RoleArn, ...target }],
  });
  const put = (entry: object = {}) => all.call("events", "PutEvents", { Entries: [{ ...push, ...entry }] });
  return { ...all, put };
}
