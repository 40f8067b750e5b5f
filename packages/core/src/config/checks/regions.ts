import { cidrOf, holds, overlap, rangeOf } from "../cidr.ts";
import type { Finding } from "../problem.ts";
import { regionRoles } from "../regions.ts";
import { check } from "./check.ts";

export const eachRegionOnce = check(
  "each region stands once among `regions`",
  ["regions"],
  function* ({ regions }) {
    for (const [index, { region }] of regions.entries()) {
      const first = regions.findIndex((other) => other.region === region);
      if (first < index)
        yield {
          path: ["regions", index, "region"],
          wrong: `regions[${first}] is ${region} already`,
          allowed: "each region once",
        };
    }
  },
);

export const rolesInOrder = check(
  "one region is primary, and each role is given once: primary, then secondary, then tertiary",
  ["regions"],
  function* ({ regions }) {
    for (const [index, { role }] of regions.entries()) {
      const first = regions.findIndex((other) => other.role === role);
      if (first < index)
        yield {
          path: ["regions", index, "role"],
          wrong: `regions[${first}] is ${role} already`,
          allowed: "each role once",
        };
    }
    const roles = new Set(regions.map(({ role }) => role));
    const missing = regionRoles.slice(0, roles.size).find((role) => !roles.has(role));
    if (missing !== undefined)
      yield {
        path: ["regions"],
        wrong: `no region is ${missing}`,
        allowed: `${regionRoles.slice(0, regions.length).join(", ")} for ${regions.length === 1 ? "one region" : `${regions.length} regions`}`,
      };
  },
);

/** Those that AWS advises for a VPC: RFC 1918, https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(rangeOf);

export const networksOfSixteenBits = check(
  "each `cidr` is a /16 of private addresses",
  ["regions"],
  function* ({ regions }) {
    for (const [index, { cidr }] of regions.entries()) {
      const range = rangeOf(cidr);
      const path = ["regions", index, "cidr"];
      const allowed = "a /16 of private addresses, such as 10.1.0.0/16";
      if (range.bits !== 16) yield { path, wrong: `it is a /${range.bits}`, allowed };
      else if (!range.exact)
        yield {
          path,
          wrong: "the address lies within its range",
          allowed,
          suggestion: `write ${cidrOf(range)}`,
        };
      else if (!privateRanges.some((each) => holds(each, range)))
        yield { path, wrong: "these addresses are not private", allowed };
    }
  },
);

export const networksApart = check("no two `cidr` overlap", ["regions"], function* ({ regions }) {
  const ranges = regions.map(({ cidr }) => rangeOf(cidr));
  for (const [index, range] of ranges.entries()) {
    const first = ranges.findIndex((other) => overlap(other, range));
    if (first < index) yield overlapping(index, first, regions[first]?.cidr ?? "", freeAmong(ranges));
  }
});

function overlapping(index: number, first: number, cidr: string, free: string | undefined): Finding {
  return {
    path: ["regions", index, "cidr"],
    wrong: `it overlaps ${cidr} of regions[${first}], so the two could not be peered`,
    allowed: "ranges apart from each other",
    ...(free !== undefined && { suggestion: `${free} is free` }),
  };
}

function freeAmong(ranges: readonly ReturnType<typeof rangeOf>[]): string | undefined {
  return Array.from({ length: 256 }, (_, second) => `10.${second}.0.0/16`).find(
    (cidr) => !ranges.some((range) => overlap(range, rangeOf(cidr))),
  );
}

/** The observer outside must see a region go dark, so it cannot stand in it. */
export const neutralRegionApart = check(
  "`neutralRegion` is none of `regions`",
  ["regions", "neutralRegion"],
  function* ({ regions, neutralRegion }) {
    if (regions.some(({ region }) => region === neutralRegion))
      yield {
        path: ["neutralRegion"],
        wrong: "the platform stands there, so its observer would go dark with it",
        allowed: "a region that is not among `regions`",
      };
  },
);

export const routingControlsForSeveral = check(
  "routing controls need two regions or more",
  ["regions", "edge"],
  function* ({ regions, edge }) {
    if (edge.routingControls && regions.length === 1)
      yield {
        path: ["edge", "routingControls"],
        wrong: "there is one region, and nothing to route between",
        allowed: "true with two regions or three",
      };
  },
);
