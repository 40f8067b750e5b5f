import "uplot/dist/uPlot.min.css";
import "./style/page.css";
import "./style/parts.css";
import "./style/views.css";
import { computed, effect } from "@preact/signals";
import { render } from "preact";
import { App, executionArn } from "./app.tsx";
import { readCatalogue } from "./live/api.ts";
import { watch } from "./live/stream.ts";
import { runWorldTime } from "./live/world-time.ts";
import { attempt } from "./parts/announcer.tsx";
import { followLinks } from "./route/route.ts";
import { applyTheme } from "./theme.ts";

applyTheme();
followLinks();
runWorldTime();
const followed = computed(executionArn);
effect(() => watch(followed.value));
void attempt(async () => {
  await readCatalogue();
  return undefined;
});
const page = document.getElementById("page");
if (page) render(<App />, page);
