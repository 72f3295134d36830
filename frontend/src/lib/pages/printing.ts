// What is folded on the screen is open on paper.

/** Opens every <details> before printing and closes those again afterwards. Returns what ends it. */
export function printable(): () => void {
  let opened: HTMLDetailsElement[] = [];
  const open = () => {
    for (const each of document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")) {
      each.open = true;
      opened.push(each);
    }
  };
  const close = () => {
    for (const each of opened) each.open = false;
    opened = [];
  };
  addEventListener("beforeprint", open);
  addEventListener("afterprint", close);
  return () => {
    removeEventListener("beforeprint", open);
    removeEventListener("afterprint", close);
  };
}
