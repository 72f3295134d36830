// The site that the page is part of: opened once, asked instead of a server.
import { Answers, type Manifest } from "./answers";
import { fetched, Files } from "./files";

/** version: what the page was told about the site's content. */
export async function open(version: string): Promise<Answers> {
  const files = new Files(fetched(version));
  return new Answers(files, await files.json<Manifest>("manifest.json"));
}
