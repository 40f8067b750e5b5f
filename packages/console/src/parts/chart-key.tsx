import type { Line } from "./chart.tsx";

/** Which line is which; dashes as they are drawn, so that no line is told by its colour alone. */
export function ChartKey({ lines }: { lines: readonly Line[] }) {
  return (
    <ul class="legend" aria-hidden="true">
      {lines.map(({ label, color, dash, width = 2 }) => (
        <li key={label}>
          <svg width="28" height="8" viewBox="0 0 28 8">
            <title>{label}</title>
            <path
              d="M0 4h28"
              style={{ stroke: `var(${color})` }}
              stroke-width={width}
              stroke-dasharray={dash?.join(" ")}
            />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
