// Who reads, and whether this server takes reviews. Asked for once; every decision that is sent carries its token.
import { get, Problem } from "../api";
import { Loaded } from "../loaded.svelte";

export interface Session {
  user: { name: string; role: string } | null;
  review: boolean;
  csrf: string | null;
  accounts: boolean;
  /** Words that the incidents do not follow yet. */
  pending?: number;
  failed?: string | null;
}

const NAME = "dateline.reviewer";
const none: Session = { user: null, review: false, csrf: null, accounts: false };

class Reader {
  #asked = false;
  readonly loaded = new Loaded<Session>();
  /** The name under which decisions are kept, where the server knows none. */
  name = $state(localStorage.getItem(NAME) ?? "");

  ask(again = false): void {
    if (this.#asked && !again) return;
    this.#asked = true;
    void this.loaded.ask(async (signal) => {
      try {
        return await get<Session>("session", {}, signal);
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return none; // a server or a static site that only reads
        throw error;
      }
    });
  }

  get review(): boolean {
    const session = this.loaded.data;
    return Boolean(session?.review && (!session.accounts || session.user?.role === "reviewer"));
  }

  /** Who decides: the account, else the name given to the server, else the one given here. */
  get who(): string {
    return this.loaded.data?.user?.name || this.name;
  }

  call(name: string): void {
    this.name = name.trim();
    if (this.name) localStorage.setItem(NAME, this.name);
    else localStorage.removeItem(NAME);
  }

  /** POST under /api/v1. Throws Problem. */
  async send<T>(path: string, body: unknown = {}): Promise<T> {
    const session = this.loaded.data;
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (session?.csrf) headers["X-Dateline-CSRF"] = session.csrf;
    if (!session?.user?.name && this.name) headers["X-Dateline-Reviewer"] = encodeURIComponent(this.name);
    let reply: Response;
    try {
      reply = await fetch(`./api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin" });
    } catch {
      throw new Problem("Dateline does not answer, and nothing was stored", "Check that `dateline serve` still runs, then decide again.");
    }
    const answer = await reply.json().catch(() => null);
    if (reply.ok) return answer as T;
    const told = answer?.error;
    throw new Problem(
      told?.what ?? `The answer was ${reply.status}, and nothing was stored`, told?.remedy ?? "Try again.", told?.where, reply.status,
    );
  }
}

export const reader = new Reader();

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(String(error), "Please report this.");
