import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

export interface Line {
  readonly label: string;
  /** A custom property of the page's style, such as `--blue`. */
  readonly color: string;
  readonly dash?: readonly number[];
  /** 2 unless said. */
  readonly width?: number;
  /** Drawn as steps: a count that stays until it changes. */
  readonly stepped?: boolean;
  readonly values: readonly (number | null)[];
}

/** What lies between two lines, by their index. */
export interface Band {
  readonly upper: number;
  readonly lower: number;
  readonly color: string;
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
  readonly band?: Band;
  /** In pixels; 132 unless said. */
  readonly height?: number;
  /** The axis reaches at least as high, so that next to nothing does not look like much. */
  readonly atLeast: number;
  /** And no higher, so that a wild forecast does not flatten everything else. */
  readonly atMost?: number;
  readonly unit: string;
  /** What the chart shows, in words, for those who do not see it. */
  readonly summary: string;
}

const usualHeight = 132;
/** Seconds between two labels of time: metrics come by the minute. */
const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 240].map((each) => each * 60);

/** Lines over time, with marks, a band and a threshold. */
export function Chart(props: ChartProps) {
  const { title, times, lines, marks, threshold, unit, summary, height = usualHeight } = props;
  const frame = useRef<HTMLDivElement>(null);
  const text = JSON.stringify([times, lines, marks, threshold]);
  useEffect(() => {
    const { current } = frame;
    if (!current || times.length === 0) return;
    const draw = (): uPlot =>
      new uPlot(optionsFor(current, props), [[...times], ...lines.map(({ values }) => [...values])], current);
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
        <div
          ref={frame}
          class="plot"
          style={{ height: `${height}px` }}
          role="img"
          aria-label={`${title}: ${summary}`}
        />
      )}
    </figure>
  );
}

function optionsFor(
  frame: HTMLElement,
  { lines, marks, threshold, band, atLeast, atMost, height = usualHeight }: ChartProps,
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
      y: {
        range: (_plot, _least, most) => [
          0,
          Math.min(Math.max(most ?? 0, threshold ?? 0, atLeast), atMost ?? Number.POSITIVE_INFINITY) * 1.15,
        ],
      },
      x: { range: (_plot, least, most) => (least === most ? [least - 60, most + 60] : [least, most]) },
    },
    series: [
      {},
      ...lines.map(({ label, color: name, dash, width = 2, stepped }) => ({
        label,
        stroke: color(name),
        width,
        ...(stepped && uPlot.paths.stepped && { paths: uPlot.paths.stepped({ align: 1 }) }),
        points: stepped ? { show: false } : { size: 2 * width + 1, fill: color(name) },
        ...(dash && { dash: [...dash] }),
      })),
    ],
    // Series count from the times on; colours of the page are #rrggbb, so two digits more make them thin.
    ...(band && { bands: [{ series: [band.upper + 1, band.lower + 1], fill: `${color(band.color)}2e` }] }),
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
