/** A mermaid flowchart that is written node by node; what is drawn twice appears once. */
export interface Flowchart {
  /** Lines of a label go one below the other. `box` is the frame around it, made when first named. */
  node(id: string, label: readonly string[], box?: Box): void;
  arrow(from: string, to: string, label?: string): void;
  /** The fenced block. Throws when an arrow leads to what was not drawn. */
  text(): string;
}

export interface Box {
  readonly id: string;
  readonly label: string;
}

export function flowchart(direction: "LR" | "TD"): Flowchart {
  const boxes = new Map<string, string>();
  const nodes = new Map<string, { readonly key: string; readonly line: string; readonly box: string }>();
  const arrows = new Map<
    string,
    { readonly from: string; readonly to: string; readonly labels: Set<string> }
  >();
  return {
    node(id, label, box) {
      if (box) boxes.set(box.id, box.label);
      const key = nodes.get(id)?.key ?? `n${nodes.size + 1}`;
      nodes.set(id, { key, line: `${key}["${label.map(plain).join("<br>")}"]`, box: box?.id ?? "" });
    },
    arrow(from, to, label = "") {
      const arrow = arrows.get(`${from} ${to}`) ?? { from, to, labels: new Set() };
      if (label !== "") arrow.labels.add(label);
      arrows.set(`${from} ${to}`, arrow);
    },
    text() {
      const key = (id: string) => {
        const node = nodes.get(id);
        if (node === undefined) throw new Error(`nothing is drawn as ${id}`);
        return node.key;
      };
      const within = (box: string) => [...nodes.values()].filter((node) => node.box === box);
      const line = (from: string, kind: string, to: string, labels: readonly string[]) =>
        `  ${key(from)} ${kind}${labels.length > 0 ? `|"${plain(labels.join(", "))}"|` : ""} ${key(to)}`;
      return [
        "```mermaid",
        `flowchart ${direction}`,
        ...within("").map(({ line }) => `  ${line}`),
        ...[...boxes].flatMap(([id, label], index) => [
          `  subgraph box${index + 1}["${plain(label)}"]`,
          ...within(id).map(({ line }) => `    ${line}`),
          "  end",
        ]),
        ...[...arrows.values()].flatMap((arrow, index) => {
          const back = arrows.get(`${arrow.to} ${arrow.from}`);
          if (back !== undefined && back !== arrow) {
            if ([...arrows.values()].indexOf(back) < index) return []; // drawn with its opposite
            return line(arrow.from, "<-->", arrow.to, [...arrow.labels, ...back.labels]);
          }
          return line(arrow.from, "-->", arrow.to, [...arrow.labels]);
        }),
        "```",
      ].join("\n");
    },
  };
}

const plain = (label: string): string =>
  label.replaceAll('"', "'").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
