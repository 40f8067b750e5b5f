import type { AliasConfiguration } from "@aws-sdk/client-lambda";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Operations } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { configurationOf } from "./configuration.ts";
import type { Deployed } from "./deployed.ts";
import type { Functions } from "./functions.ts";
import { invalid } from "./settings.ts";

/** Versions and aliases; an alias leads to one version, without weights. */
export function versionOperations(functions: Functions) {
  return {
    PublishVersion: (input, { region }) => {
      refuseUnsupported("lambda:PublishVersion", input, ["FunctionName", "Description"]);
      const deployed = functions.get(input.FunctionName, region);
      return configurationOf(deployed, deployed.publish(input.Description));
    },
    ListVersionsByFunction: ({ FunctionName, Marker, MaxItems }, { region }) => {
      const deployed = functions.get(FunctionName, region);
      const all = [deployed.latest, ...deployed.versions.values()];
      const { items, nextToken } = page(all, Marker, MaxItems ?? 50);
      return {
        Versions: items.map((version) => configurationOf(deployed, version)),
        ...(nextToken && { NextMarker: nextToken }),
      };
    },
    CreateAlias: (input, { region }) => {
      refuseUnsupported("lambda:CreateAlias", input, [
        "FunctionName",
        "Name",
        "FunctionVersion",
        "Description",
      ]);
      const deployed = functions.get(input.FunctionName, region);
      const name = aliasName(input);
      if (deployed.aliases.has(name))
        throw new AwsError(
          "ResourceConflictException",
          `Alias already exists: ${deployed.latest.arn}:${name}`,
          {
            statusCode: 409,
            fields: { Type: "User" },
          },
        );
      return setAlias(deployed, name, input);
    },
    UpdateAlias: (input, { region }) => {
      refuseUnsupported("lambda:UpdateAlias", input, [
        "FunctionName",
        "Name",
        "FunctionVersion",
        "Description",
      ]);
      const deployed = functions.get(input.FunctionName, region);
      return setAlias(deployed, existing(deployed, input.Name), input);
    },
    GetAlias: ({ FunctionName, Name }, { region }) => {
      const deployed = functions.get(FunctionName, region);
      return aliasOf(deployed, existing(deployed, Name));
    },
    ListAliases: ({ FunctionName, Marker, MaxItems }, { region }) => {
      const deployed = functions.get(FunctionName, region);
      const { items, nextToken } = page([...deployed.aliases.keys()], Marker, MaxItems ?? 50);
      return {
        Aliases: items.map((name) => aliasOf(deployed, name)),
        ...(nextToken && { NextMarker: nextToken }),
      };
    },
    DeleteAlias: ({ FunctionName, Name }, { region }) => {
      functions.get(FunctionName, region).aliases.delete(Name ?? "");
      return {};
    },
  } satisfies Operations<"lambda">;
}

function setAlias(
  deployed: Deployed,
  name: string,
  { FunctionVersion, Description }: Pick<Input<"lambda", "UpdateAlias">, "FunctionVersion" | "Description">,
): AliasConfiguration {
  const before = deployed.aliases.get(name);
  const version = FunctionVersion ?? before?.version ?? "";
  if (version !== "$LATEST" && !deployed.versions.has(version))
    throw new AwsError("ResourceNotFoundException", `Function not found: ${deployed.latest.arn}:${version}`, {
      statusCode: 404,
      fields: { Type: "User" },
    });
  deployed.aliases.set(name, { version, description: Description ?? before?.description ?? "" });
  return aliasOf(deployed, name);
}

function aliasOf(deployed: Deployed, name: string): AliasConfiguration {
  const { version, description } = deployed.aliases.get(name) ?? { version: "", description: "" };
  return {
    AliasArn: `${deployed.latest.arn}:${name}`,
    Name: name,
    FunctionVersion: version,
    Description: description,
  };
}

function existing(deployed: Deployed, name = ""): string {
  if (deployed.aliases.has(name)) return name;
  throw new AwsError("ResourceNotFoundException", `Cannot find alias arn: ${deployed.latest.arn}:${name}`, {
    statusCode: 404,
    fields: { Type: "User" },
  });
}

/** Not a number: that would be a version. */
function aliasName({ Name = "" }: Pick<Input<"lambda", "CreateAlias">, "Name">): string {
  if (/^(?!\d+$)[\w-]{1,128}$/.test(Name)) return Name;
  throw invalid(`${Name} is no name of an alias: letters, digits, - and _, and not digits alone.`);
}
