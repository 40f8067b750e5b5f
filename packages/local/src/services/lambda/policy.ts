import { AwsError } from "../error.ts";
import type { Input, Operations } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import type { Deployed, PolicyStatement } from "./deployed.ts";
import type { Functions } from "./functions.ts";

/**
 * A function's resource policy. It is kept and shown but not enforced: deployments call AddPermission for every trigger,
 * and the local cloud lets AWS's own services call any function.
 */
export function policyOperations(functions: Functions) {
  return {
    AddPermission: (input, { region }) => {
      if (input.Qualifier !== undefined) throw unsupported("lambda:AddPermission", "Qualifier");
      const deployed = functions.get(input.FunctionName, region);
      const statement = statementOf(deployed, input);
      if (deployed.policies.has(statement.Sid))
        throw new AwsError(
          "ResourceConflictException",
          `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
          { statusCode: 409, fields: { Type: "User" } },
        );
      deployed.policies.set(statement.Sid, statement);
      return { Statement: JSON.stringify(statement) };
    },
    RemovePermission: ({ FunctionName, StatementId = "" }, { region }) => {
      const deployed = functions.get(FunctionName, region);
      if (!deployed.policies.delete(StatementId))
        throw notFound(`Statement ${StatementId} is not found in resource policy.`);
      return {};
    },
    GetPolicy: ({ FunctionName }, { region }) => {
      const { policies, latest } = functions.get(FunctionName, region);
      if (policies.size === 0) throw notFound("The resource you requested does not exist.");
      const policy = { Version: "2012-10-17", Id: "default", Statement: [...policies.values()] };
      return { Policy: JSON.stringify(policy), RevisionId: latest.revisionId };
    },
  } satisfies Operations<"lambda">;
}

function statementOf(deployed: Deployed, input: Input<"lambda", "AddPermission">): PolicyStatement {
  refuseUnsupported("lambda:AddPermission", input, [
    "FunctionName",
    "StatementId",
    "Action",
    "Principal",
    "SourceArn",
    "SourceAccount",
  ]);
  const { StatementId = "", Action = "", Principal = "", SourceArn, SourceAccount } = input;
  const condition = {
    ...(SourceAccount !== undefined && { StringEquals: { "AWS:SourceAccount": SourceAccount } }),
    ...(SourceArn !== undefined && { ArnLike: { "AWS:SourceArn": SourceArn } }),
  };
  return {
    Sid: StatementId,
    Effect: "Allow",
    Principal: principalOf(Principal),
    Action,
    Resource: deployed.latest.arn,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function principalOf(principal: string): PolicyStatement["Principal"] {
  if (principal === "*") return "*";
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith("arn:") ? { AWS: principal } : { Service: principal };
}

const notFound = (message: string): AwsError =>
  new AwsError("ResourceNotFoundException", message, { statusCode: 404, fields: { Type: "User" } });
