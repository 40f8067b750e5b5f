import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

export interface Line {
  readonly label: string;
  /** A custom property of the page's style, such as `--blue`. */
  readonly color: string;
  readonly dash?: readonly number[];
  readonly values: readonly (number | null)[];
}

/** Something that happened, drawn as a line through the chart. Seconds since 1970. */
export interface Mark {
  readonly at: number;
  readonly label: string;
  readonly color: string;
}

export interface ChartProps {
  readonly title: string;
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
  readonly threshold?: number;
  /** The axis reaches at least as high, so that next to nothing does not look like much. */
  readonly atLeast: number;
  readonly unit: string;
  /** What the chart shows, in words, for those who do not see it. */
  readonly summary: string;
}

const height = 132;
/** Seconds between two labels of time: metrics come by the minute. */
const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 240].map((each) => each * 60);

/** Lines over time, with marks and a threshold. */
export function Chart({ title, times, lines, marks, threshold, atLeast, unit, summary }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const text = JSON.stringify([times, lines, marks, threshold]);
  useEffect(() => {
    const { current } = frame;
    if (!current || times.length === 0) return;
    const draw = (): uPlot =>
      new uPlot(
        optionsFor(current, lines, marks, threshold, atLeast),
        [[...times], ...lines.map(({ values }) => [...values])],
        current,
      );
    let plot = draw();
    const redraw = (): void => {
      plot.destroy();
      plot = draw();
    };
    // Width and colours are the page's; both can change under the chart.
    const sized = new ResizeObserver(() => plot.setSize({ width: current.clientWidth, height }));
    sized.observe(current);
    const themed = new MutationObserver(redraw);
    themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      sized.disconnect();
      themed.disconnect();
      plot.destroy();
    };
  }, [text]);
  return (
    <figure class="chart">
      <figcaption>
        {title} <span class="unit">{unit}</span>
      </figcaption>
      {times.length === 0 ? (
        <p class="quiet-text">no data yet</p>
      ) : (
        <div ref={frame} class="plot" role="img" aria-label={`${title}: ${summary}`} />
      )}
    </figure>
  );
}

function optionsFor(
  frame: HTMLElement,
  lines: readonly Line[],
  marks: readonly Mark[],
  threshold: number | undefined,
  atLeast: number,
): uPlot.Options {
  const style = getComputedStyle(frame);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: color("--text-quiet"),
    grid: { stroke: color("--line"), width: 1 },
    ticks: { show: false },
    font: "11px system-ui",
  };
  return {
    width: frame.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    scales: {
      y: { range: (_plot, _least, most) => [0, Math.max(most ?? 0, threshold ?? 0, atLeast) * 1.15] },
      x: { range: (_plot, least, most) => (least === most ? [least - 60, most + 60] : [least, most]) },
    },
    series: [
      {},
      ...lines.map(({ label, color: name, dash }) => ({
        label,
        stroke: color(name),
        width: 2,
        points: { size: 5, fill: color(name) },
        ...(dash && { dash: [...dash] }),
      })),
    ],
    axes: [
      { ...axis, size: 24, space: 56, incrs: minutes, values: "{HH}:{mm}" as never }, // uPlot takes a template here, its types do not
      { ...axis, size: 40 },
    ],
    hooks: {
      draw: [
        (plot) => {
          let free = Number.NEGATIVE_INFINITY;
          for (const mark of marks.toSorted((a, b) => a.at - b.at))
            free = vertical(plot, mark, color(mark.color), free);
          if (threshold !== undefined) horizontal(plot, threshold, color("--bad"));
        },
      ],
    },
  };
}

/** Draws a mark, and its label unless the one before it reaches to `free`; answers up to where it is taken now. */
function vertical(plot: uPlot, { at, label }: Mark, color: string, free: number): number {
  const { left, width, top, height: tall } = plot.bbox;
  const x = plot.valToPos(at, "x", true);
  if (x < left || x > left + width) return free;
  stroke(plot.ctx, color, [3, 3], [x, top], [x, top + tall]);
  plot.ctx.fillStyle = color;
  plot.ctx.font = `${10 * devicePixelRatio}px system-ui`;
  plot.ctx.textAlign = "left";
  const end = x + plot.ctx.measureText(` ${label} `).width;
  if (x < free || end > left + width) return free;
  plot.ctx.fillText(` ${label}`, x, top + 9 * devicePixelRatio);
  return end;
}

function horizontal(plot: uPlot, value: number, color: string): void {
  const { left, width } = plot.bbox;
  const y = plot.valToPos(value, "y", true);
  stroke(plot.ctx, color, [6, 4], [left, y], [left + width, y]);
}

function stroke(
  context: CanvasRenderingContext2D,
  color: string,
  dash: number[],
  from: readonly [number, number],
  to: readonly [number, number],
): void {
  context.save();
  context.strokeStyle = color;
  context.lineWidth = devicePixelRatio;
  context.setLineDash(dash.map((each) => each * devicePixelRatio));
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
  context.restore();
}
