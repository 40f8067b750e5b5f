import { sum } from "@signalbox/core/cost/estimate";
import { costLayers, type Item } from "@signalbox/core/cost/item";
import type { Bill } from "../cost/bill.ts";
import type { Colors } from "../io.ts";
import { table } from "./table.ts";

/** The table of layers and regions, the dearest items, Signalbox's own cost, and what each switch would save. */
export function renderCost(bill: Bill, all: boolean, colors: Colors): string {
  const { items, total, orchestration, savings, stage } = bill;
  const dearest = items.toSorted((a, b) => b.monthly - a.monthly);
  return [
    colors.bold(`${stage} costs about ${usd(total)} a month`),
    byLayer(bill, colors),
    colors.bold(all ? "every item" : "the ten dearest items"),
    itemTable(all ? items : dearest.slice(0, 10), all, colors),
    colors.bold("Signalbox's own, in that"),
    ownCost(orchestration),
    colors.bold("what a switch of the configuration would save in a month"),
    table(
      head(["SAVES", "SWITCH", "LOSES"], colors),
      savings.map(({ monthly, to, loses }) => [usd(monthly), to, loses]),
    ),
    caveat(bill),
  ].join("\n\n");
}

const head = (cells: readonly string[], colors: Colors) => cells.map((cell) => colors.dim(cell));

export const usd = (amount: number): string => {
  const small = amount !== 0 && Math.abs(amount) < 0.1;
  return `$${amount.toFixed(small ? 4 : 2)}`.replace("$-", "-$");
};

function byLayer({ items, total }: Bill, colors: Colors): string {
  const regions = [...new Set(items.map(({ region }) => region))];
  const cells = (label: string, some: readonly Item[]) => [
    label,
    ...regions.map((region) => usd(sum(some.filter((item) => item.region === region)))),
    usd(sum(some)),
  ];
  return table(head(["LAYER", ...regions.map((region) => region.toUpperCase()), "TOTAL"], colors), [
    ...costLayers
      .map((layer) => [layer, items.filter((item) => item.layer === layer)] as const)
      .filter(([, some]) => some.length > 0)
      .map(([layer, some]) => cells(layer, some)),
    [...cells("total", items).slice(0, -1), usd(total)],
  ]);
}

function itemTable(items: readonly Item[], notes: boolean, colors: Colors): string {
  return table(
    head(["MONTHLY", "LAYER", "REGION", "WHAT", "QUANTITY", "PRICE", ...(notes ? ["NOTE"] : [])], colors),
    items.map(({ monthly, layer, region, what, quantity, unit, amount, note = "", unverified }) => [
      usd(monthly),
      layer,
      region,
      what,
      `${Number(quantity.toFixed(3))} ${unit}`,
      `$${Number(amount.toPrecision(6))}${unverified ? " (unverified)" : ""}`,
      ...(notes ? [note] : []),
    ]),
  );
}

function ownCost({ runs, unmeasured, absent, idle }: Bill["orchestration"]): string {
  return [
    `${usd(idle.total)} in a month in which nobody does anything: tables, schedules, alarms of its Lambdas and machines`,
    ...runs.map(
      ({ workflow, group, use, total }) =>
        `${usd(total)} for a ${workflow} of ${group}: ${use.transitions} transitions, ${use.lambdaCalls} Lambda calls`,
    ),
    ...unmeasured.map((name) => `the workflow ${name} has not been measured`),
    ...absent.map((name) => `there is no workflow of ${name} yet, so that nothing can be said of its cost`),
  ].join("\n");
}

function caveat({ pricesDate, rows }: Bill): string {
  return `List prices on demand as of ${pricesDate}, without free tiers, discounts, support and tax, and with what --help says is used.
${rows.unverified.length} of the ${rows.all} prices in the sum are unverified: nobody has read them on a page; --json names them.`;
}
