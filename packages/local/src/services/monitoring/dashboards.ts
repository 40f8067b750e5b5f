import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";

interface Dashboard {
  readonly name: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

type In<Op extends string> = Input<"monitoring", Op>;
type Out<Op extends string> = Output<"monitoring", Op>;

/** The dashboards of the account; on AWS they belong to no region. Their bodies are kept, not drawn. */
export class Dashboards {
  readonly #account: string;
  readonly #dashboards = new Map<string, Dashboard>();

  constructor(account: string) {
    this.#account = account;
  }

  arnOf(name: string): string {
    return `arn:aws:cloudwatch::${this.#account}:dashboard/${name}`;
  }

  put(
    { DashboardName: name = "", DashboardBody: body = "" }: In<"PutDashboard">,
    now: number,
  ): Out<"PutDashboard"> {
    if (!/^[\w-]{1,255}$/.test(name))
      throw new AwsError(
        "InvalidParameterValue",
        `The value ${name} for parameter DashboardName is invalid.`,
      );
    if (!isObject(body))
      throw new AwsError(
        "DashboardInvalidInputError",
        "The field DashboardBody must be a valid JSON object",
        {
          fields: { dashboardValidationMessages: [{ Message: "Invalid JSON" }] },
        },
      );
    this.#dashboards.set(name, { name, body, modified: now });
    return { DashboardValidationMessages: [] };
  }

  get(name = ""): Out<"GetDashboard"> {
    const { body } = this.#find(name);
    return { DashboardArn: this.arnOf(name), DashboardBody: body, DashboardName: name };
  }

  list({ DashboardNamePrefix = "", NextToken }: In<"ListDashboards">): Out<"ListDashboards"> {
    const found = [...this.#dashboards.values()]
      .filter(({ name }) => name.startsWith(DashboardNamePrefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, nextToken } = page(found, NextToken, 1000);
    return {
      DashboardEntries: items.map(({ name, body, modified }) => ({
        DashboardName: name,
        DashboardArn: this.arnOf(name),
        LastModified: new Date(modified),
        Size: Buffer.byteLength(body),
      })),
      ...(nextToken && { NextToken: nextToken }),
    };
  }

  /** All or, where one is not there, none. */
  delete(names: readonly string[]): Out<"DeleteDashboards"> {
    for (const name of names) this.#find(name);
    for (const name of names) this.#dashboards.delete(name);
    return {};
  }

  #find(name: string): Dashboard {
    const dashboard = this.#dashboards.get(name);
    if (!dashboard)
      throw new AwsError("DashboardNotFoundError", `Dashboard ${name} does not exist`, { statusCode: 404 });
    return dashboard;
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
