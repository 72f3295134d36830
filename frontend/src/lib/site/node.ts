// What answers.mjs needs to ask a site without a page.
export { Answers } from "./answers";
export { Files } from "./files";
