// Addresses that come out of reports and addresses of this page.
import { view } from "../view.svelte";

/** Only web addresses become links: a report may carry any string as its url, javascript: too. */
export const safeUrl = (url: string | null | undefined): string | null => (url && /^https?:\/\//i.test(url) ? url : null);

export const toReport = (report: string, a = ""): string => view.to("report", { report, a });
export const toIncident = (incident: string): string => view.to("incident", { incident });
/** The whole address, to be sent to somebody. */
export const whole = (address: string): string => new URL(address, location.href).href;
