import type { Flow, State } from "@signalbox/core/workflow/asl";

/** A machine as a mermaid flowchart: solid arrows are Next, dotted ones Catch, labels what leads there. */
export function mermaid(flow: Flow): string {
  const lines = ["```mermaid", "flowchart TD", `  Start((start)) --> ${flow.StartAt}`];
  for (const [name, state] of Object.entries(flow.States)) {
    lines.push(`  ${name}${shape(name, state)}`);
    for (const { to, label, dotted } of arrows(state)) {
      const line = dotted ? "-.->" : "-->";
      lines.push(`  ${name} ${line}${label === "" ? "" : `|"${plain(label)}"|`} ${to}`);
    }
  }
  return [...lines, "```"].join("\n");
}

interface Arrow {
  readonly to: string;
  readonly label: string;
  readonly dotted: boolean;
}

function* arrows(state: State): Generator<Arrow> {
  if (state.Type === "Choice") {
    for (const rule of state.Choices) yield { to: rule.Next, label: String(rule.Condition), dotted: false };
    yield { to: state.Default, label: "otherwise", dotted: false };
    return;
  }
  if ("Next" in state && state.Next !== undefined) yield { to: state.Next, label: "", dotted: false };
  if ("Catch" in state)
    for (const { ErrorEquals, Next } of state.Catch ?? [])
      yield { to: Next, label: ErrorEquals.join(", "), dotted: true };
}

/** Terminal states are round, waits and gates are hexagons, choices are diamonds. */
function shape(name: string, state: State): string {
  if (state.Type === "Succeed" || state.Type === "Fail") return `([${name}])`;
  if (state.Type === "Choice") return `{${name}}`;
  if (state.Type === "Wait" || (state.Type === "Task" && state.Resource.endsWith(".waitForTaskToken")))
    return `{{${name}}}`;
  return `[${name}]`;
}

const plain = (label: string): string =>
  label.replaceAll("{%", "").replaceAll("%}", "").replaceAll('"', "'").trim();
