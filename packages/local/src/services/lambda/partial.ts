import type { Partials } from "../partial.ts";

export const partial: Partials<"lambda"> = {
  AddPermission: "no Qualifier, PrincipalOrgID or function URLs",
  CreateAlias: "no RoutingConfig (weighted aliases)",
  CreateFunction:
    "a zip of Node.js code only: no images, layers, S3 objects, Publish, VPC, dead-letter queue or SnapStart",
  DeleteFunction: "no Qualifier: the function goes with all its versions",
  ListFunctions: "no FunctionVersion, no MasterRegion",
  PublishVersion: "no CodeSha256, no RevisionId",
  UpdateAlias: "no RoutingConfig, no RevisionId",
  UpdateFunctionCode:
    "ZipFile only; no Publish, no DryRun; functions of this project run from its source and are not changed",
  UpdateFunctionConfiguration:
    "the settings that CreateFunction takes; functions of this project are not changed",
};
