/** Replicas that a policy had ready, minute by minute. */
export interface Panel {
  readonly title: string;
  readonly ready: readonly number[];
}

const [width, height, left, gap] = [960, 150, 40, 34];

/** An SVG with a panel for each policy: its replicas as a line over the demand, in replicas that it keeps busy, as an area. */
export function replicasPlot(panels: readonly Panel[], demand: readonly number[]): string {
  const top = Math.ceil(2.5 * Math.max(...demand)) || 1;
  const drawn = panels.map((panel, index) => drawPanel(panel, demand, top, index * (height + gap)));
  const total = panels.length * (height + gap);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" font-family="sans-serif" font-size="12"><title>Replicas against demand, by policy</title>
<rect width="${width}" height="${total}" fill="#fff"/>
${drawn.join("\n")}
</svg>\n`;
}

function drawPanel({ title, ready }: Panel, demand: readonly number[], top: number, y: number): string {
  const x = (minute: number) => (left + (minute / demand.length) * (width - left - 10)).toFixed(1);
  const at = (replicas: number) =>
    (y + gap - 10 + height - (Math.min(replicas, top) / top) * height).toFixed(1);
  const steps = ready.flatMap((count, minute) =>
    count === ready[minute - 1] && count === ready[minute + 1]
      ? []
      : [`${x(minute)},${at(count)} ${x(minute + 1)},${at(count)}`],
  );
  const area = demand.flatMap((one, minute) => (minute % 3 === 0 ? [`${x(minute)},${at(one)}`] : []));
  const ticks = [0, Math.round(top / 2), top];
  return `<text x="${left}" y="${y + 16}">${title}; ${Math.max(...ready)} at most</text>
<polygon points="${x(0)},${at(0)} ${area.join(" ")} ${x(demand.length)},${at(0)}" fill="#c9d3de"/>
<polyline points="${steps.join(" ")}" fill="none" stroke="#0b5fa5" stroke-width="1.5"/>
${ticks.map((tick) => `<text x="${left - 6}" y="${at(tick)}" text-anchor="end">${tick}</text>`).join("\n")}`;
}
