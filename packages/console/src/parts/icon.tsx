const paths = {
  running: "M8 2a6 6 0 1 1-4.24 1.76",
  check: "M3 8.5 6.5 12 13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  stop: "M4 4h8v8H4z",
  clock: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3.2l2 1.3",
  person: "M8 2.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M3 14c0-3 2.2-4.5 5-4.5s5 1.5 5 4.5",
  warning: "M8 2 1.8 13.5h12.4zM8 6.5v3.2M8 11.4v.3",
  back: "M7 3 3 7l4 4M3 7h6.5a3.5 3.5 0 0 1 0 7H7",
  up: "M8 13V3M4 7l4-4 4 4",
  dot: "M8 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3",
  fork: "M8 2.5 13.5 8 8 13.5 2.5 8z",
  bolt: "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z",
  copy: "M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2",
  sun: "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5",
  bell: "M4 11V7.5a4 4 0 0 1 8 0V11l1 1.5H3zM6.8 14h2.4",
  skip: "M3 3.5 8 8l-5 4.5zM8 3.5 13 8l-5 4.5z",
} as const;

export type IconName = keyof typeof paths;

/** Beside text that says the same: hidden from screen readers. */
export function Icon({ name, x, y }: { name: IconName; x?: number; y?: number }) {
  return (
    <svg
      class={`icon icon-${name}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      {...(x !== undefined && { x })}
      {...(y !== undefined && { y })}
    >
      <path d={paths[name]} />
    </svg>
  );
}
