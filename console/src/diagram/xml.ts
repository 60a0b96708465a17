/** XML with each element on a line of its own; what is no XML comes back as it was. */
export function indented(xml: string): string {
  const tree = new DOMParser().parseFromString(xml, "application/xml");
  if (tree.querySelector("parsererror")) return xml;
  return lines(tree.documentElement, "").join("\n");
}

function lines(element: Element, margin: string): string[] {
  const attributes = [...element.attributes].map((it) => ` ${it.name}="${escaped(it.value)}"`).join("");
  const open = `${margin}<${element.tagName}${attributes}`;
  const children = [...element.children];
  const close = `</${element.tagName}>`;
  if (children.length > 0)
    return [`${open}>`, ...children.flatMap((it) => lines(it, `${margin}  `)), margin + close];
  const text = element.textContent ?? "";
  return [text ? `${open}>${escaped(text)}${close}` : `${open}/>`];
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
