/// <reference path="../.sst/platform/config.d.ts" />
import { pascalCase, type Scope } from "./scope";

/** A security group, with the name under which rules speak of it. */
export interface Member {
  readonly name: string;
  readonly id: $util.Output<string>;
}

/** A group that lets nothing in and nothing out. Its description can never be changed: that would replace it. */
export function securityGroup(
  scope: Scope,
  vpcId: $util.Input<string>,
  name: string,
  description: string,
): Member {
  const { id } = new aws.ec2.SecurityGroup(
    scope.id(`${pascalCase(name)}Group`),
    { vpcId, description, tags: { Name: scope.names.network(name) } },
    scope.options({ retainOnDelete: scope.config.permanent }), // what is kept still uses it
  );
  return { name, id };
}

const tcp = (port: number, why: string) => ({
  ipProtocol: "tcp",
  fromPort: port,
  toPort: port,
  description: why,
});

export interface Way {
  readonly from: Member;
  readonly to: Member;
  /** TCP. */
  readonly port: number;
  readonly why: string;
}

/** Lets one group reach another: a rule at each end, for a group's way out is closed as well. */
export function letReach(scope: Scope, { from, to, port, why }: Way) {
  const id = scope.id(`${pascalCase(from.name)}To${pascalCase(to.name)}${port}`);
  const way = tcp(port, why);
  new aws.vpc.SecurityGroupIngressRule(
    `${id}In`,
    { ...way, securityGroupId: to.id, referencedSecurityGroupId: from.id },
    scope.options(),
  );
  new aws.vpc.SecurityGroupEgressRule(
    `${id}Out`,
    { ...way, securityGroupId: from.id, referencedSecurityGroupId: to.id },
    scope.options(),
  );
}

/** Somewhere that has no security group. */
export type Outside =
  | { readonly cidrIpv4: $util.Input<string> }
  | { readonly prefixListId: $util.Input<string> };

/** `thing` names the rule's resource. */
export interface Opening {
  readonly thing: string;
  readonly group: Member;
  readonly outside: Outside;
  readonly port: number;
  readonly why: string;
}

const ruleOf = ({ group, outside, port, why }: Opening) => ({
  securityGroupId: group.id,
  ...outside,
  ...tcp(port, why),
});

export function letIn(scope: Scope, opening: Opening) {
  new aws.vpc.SecurityGroupIngressRule(
    scope.id(`${opening.thing}To${pascalCase(opening.group.name)}${opening.port}`),
    ruleOf(opening),
    scope.options(),
  );
}

export function letOut(scope: Scope, opening: Opening) {
  new aws.vpc.SecurityGroupEgressRule(
    scope.id(`${pascalCase(opening.group.name)}To${opening.thing}${opening.port}`),
    ruleOf(opening),
    scope.options(),
  );
}
