// Who reads, and whether this server takes reviews. Asked for once; every decision that is sent carries its token.
import { get, post, whenShut } from "../api";
import { Problem } from "../problem";
import { Loaded } from "../loaded.svelte";
import { following } from "./following.svelte";

export interface Session {
  user: { name: string; role: string } | null;
  review: boolean;
  csrf: string | null;
  accounts: boolean;
  /** Words that the incidents do not follow yet. */
  pending?: number;
  applying?: boolean;
  failed?: string | null;
}

const NAME = "dateline.reviewer";
const none: Session = { user: null, review: false, csrf: null, accounts: false };

class Reader {
  #asked = false;
  readonly loaded = new Loaded<Session>();
  /** The name under which decisions are kept, where the server knows none. */
  name = $state(localStorage.getItem(NAME) ?? "");

  /** Who was here last, while the page is open: it stays as it is when a session ends. */
  last: Session["user"] = null;

  ask(again = false): void {
    if (this.#asked && !again) return;
    this.#asked = true;
    void this.loaded.ask(async (signal) => {
      try {
        const session = await get<Session>("session", {}, signal);
        following.told(session);
        this.last = session.user ?? this.last;
        return session;
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return none; // a server that only reads
        throw error;
      }
    });
  }

  /** Whether the server answers only those who are logged in, and nobody is. */
  get shut(): boolean {
    const session = this.loaded.data;
    return Boolean(session?.accounts && !session.user);
  }

  get review(): boolean {
    const session = this.loaded.data;
    return Boolean(session?.review && (!session.accounts || (session.user ?? this.last)?.role === "reviewer"));
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
    const headers: Record<string, string> = {};
    if (session?.csrf) headers["X-Dateline-CSRF"] = session.csrf;
    if (!session?.user?.name && this.name) headers["X-Dateline-Reviewer"] = encodeURIComponent(this.name);
    const answer = await post<T>(path, body, headers);
    if ((answer as { pending?: unknown } | null)?.pending === true) following.more();
    return answer;
  }
}

export const reader = new Reader();
whenShut(() => reader.ask(true));

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(String(error), "Please report this.");
