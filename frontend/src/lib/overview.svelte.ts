// What the record holds as a whole; asked for once, used by every page.
import { get } from "./api";
import { Loaded } from "./loaded.svelte";
import type { Overview } from "./types";

export const overview = new Loaded<Overview>();

export const askOverview = (): Promise<void> => overview.ask((signal) => get("overview", {}, signal));
