import { useSignalEffect } from "@preact/signals";
import { cloud, executions } from "./live/documents.ts";
import { everything, filterExecutions } from "./logic/execution-filter.ts";
import { Announcer } from "./parts/announcer.tsx";
import { ReasonDialog } from "./parts/reason-dialog.tsx";
import { parts } from "./route/route.ts";
import { Alarms } from "./views/alarms.tsx";
import { Backups } from "./views/backups.tsx";
import { Banner } from "./views/banner.tsx";
import { Events } from "./views/events.tsx";
import { Execution } from "./views/execution.tsx";
import { Executions } from "./views/executions.tsx";
import { Faults } from "./views/faults.tsx";
import { Navigation } from "./views/navigation.tsx";
import { Overview } from "./views/overview.tsx";
import { Regions } from "./views/regions.tsx";
import { Scaling } from "./views/scaling.tsx";
import { Start } from "./views/start.tsx";

export function App() {
  const execution = executionArn();
  useSignalEffect(() => {
    document.title = [...parts.value.slice(-1), "Signalbox"].join(" · ");
  });
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Banner />
      <Navigation />
      <main id="main" tabIndex={-1}>
        <View execution={execution} />
      </main>
      <ReasonDialog />
      <Announcer />
    </>
  );
}

/** The ARN of the execution that the address names; `latest` is the youngest one. */
export function executionArn(): string | undefined {
  const [first, region, machine, name] = parts.value;
  const account = cloud.value?.account;
  if (first === "executions" && region === "latest")
    return filterExecutions(executions.value.values(), everything)[0]?.arn;
  if (first !== "executions" || name === undefined || account === undefined) return undefined;
  return `arn:aws:states:${region}:${account}:execution:${machine}:${name}`;
}

function View({ execution }: { execution: string | undefined }) {
  const [first = "", second] = parts.value;
  if (first === "executions")
    return execution === undefined ? (
      second === undefined ? (
        <Executions />
      ) : null
    ) : (
      <Execution arn={execution} />
    );
  if (first === "events") return <Events />;
  if (first === "backups") return <Backups />;
  if (first === "scaling") return <Scaling />;
  if (first === "regions") return <Regions />;
  if (first === "alarms") return <Alarms />;
  if (first === "start") return <Start />;
  if (first === "faults") return <Faults />;
  return <Overview />;
}
