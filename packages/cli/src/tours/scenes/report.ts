import type { Colors } from "../../io.ts";
import { table } from "../../render/table.ts";
import { count, duration } from "../../render/units.ts";
import { pageWidth, wrap } from "../../render/wrap.ts";
import { renderExpectation } from "../canary-report.ts";
import type { Expectation } from "../tour.ts";
import type { Played } from "./scene.ts";

/** One scene: what was done, why it went as it did, what was lost, what was promised. */
export function renderScene(scene: Played, number: number, colors: Colors): string {
  const { title, did, why, expectations } = scene;
  const line = (name: string, text: string): string => {
    const [first = "", ...more] = wrap(text, pageWidth - 10);
    return [`${name.padEnd(10)}${first}`, ...more.map((rest) => " ".repeat(10) + rest)].join("\n");
  };
  return [
    colors.bold(`── ${number} ${title} ${"─".repeat(Math.max(0, 94 - title.length))}`),
    line("did", did),
    line("why", why),
    line("requests", requestsOf(scene)),
    ...expectations.map((expectation) => renderExpectation(expectation, colors)),
  ].join("\n");
}

/** Every scene, then all of them one a row, then what differed from what was promised. */
export function renderReport(scenes: readonly Played[], lost: Expectation, colors: Colors): string {
  const differed = scenes.flatMap(({ expectations }) => expectations).filter(({ met }) => !met);
  return [
    ...scenes.map((scene, index) => `${renderScene(scene, index + 1, colors)}\n`),
    renderSummary(scenes, colors),
    "",
    ...[...differed, lost].map((expectation) => renderExpectation(expectation, colors)),
  ].join("\n");
}

function renderSummary(scenes: readonly Played[], colors: Colors): string {
  return table(
    ["", "SCENE", "TOOK", "SENT", "LOST", "CUT"],
    scenes.map(({ title, expectations, worldSeconds, sent, lost, cut }) => [
      expectations.every(({ met }) => met) ? colors.green("✓") : colors.red("✗"),
      title,
      duration(worldSeconds),
      count(sent),
      count(lost),
      count(cut),
    ]),
  );
}

const requestsOf = ({ sent, lost, cut }: Played): string =>
  `${count(sent)} sent, ${count(lost)} lost, ${count(cut)} of them streams that were cut`;
