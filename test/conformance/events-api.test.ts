import { expect, test } from "vitest";
import { play, type Script, scripts } from "./events-api-scripts.ts";

const noConnections =
  "calls by HTTP to the outside, with connections and API destinations, are not implemented";

/** Scripts that do not go as they went on AWS, and why. One that does must leave the list. */
const differences: Readonly<Record<string, string>> = {
  "TestEventBridgeApiDestinations::test_api_destinations[auth0]": noConnections,
  "TestEventBridgeConnections::test_connection_secrets[api-key]": noConnections,
  "TestEventBridgeConnections::test_create_connection": noConnections,
  "TestEventBridgeConnections::test_create_connection_invalid_parameters": noConnections,
  "TestEventBridgeConnections::test_create_connection_with_auth[auth_params0]": noConnections,
  "TestEventBridgeConnections::test_create_connection_with_auth[auth_params1]": noConnections,
  "TestEventBridgeConnections::test_create_connection_with_auth[auth_params2]": noConnections,
  "TestEvents::test_create_connection_validations": noConnections,
  "TestArchive::test_list_archive_with_events[False-default]":
    "the archive of an account's default bus also held what else came by, 10,959 bytes",
  "TestArchive::test_list_archive_with_events[True-custom]":
    "AWS counts 159 bytes an event of 322 bytes of JSON, by a rule that it does not publish",
};

const nameOf = ({ id }: Script): string => id.slice(id.indexOf("::") + 2);

test("60 scripts are there, and at least 80 % of them go in full as they went on AWS", () => {
  expect(scripts).toHaveLength(60);
  const listed = Object.keys(differences);
  expect(listed.filter((name) => !scripts.some((script) => nameOf(script) === name))).toEqual([]);
  expect((scripts.length - listed.length) / scripts.length).toBeGreaterThanOrEqual(0.8);
});

test.each(scripts.map((script) => [nameOf(script), script] as const))(
  "%s goes as it went on AWS, or is listed with a reason",
  async (name, script) => {
    const wrong = await play(script);
    if (name in differences) expect(wrong).not.toEqual([]);
    else expect(wrong).toEqual([]);
  },
);
