// From a record to the ways of proposing it: which there are, with their addresses. Nothing here touches the page.
import { write } from "./yaml.js";
import { word } from "./words.js";

const MAIL_LONGEST = 1900;
const encode = (text) => encodeURIComponent(text.replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, "\ufffd").replace(/(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1\ufffd"));

/** The texts of a proposal: its title, its file, and the same content for mail. `base` is set when the file exists. */
export function proposal({ path, data, schema, name, base }) {
  const id = path.replace(/\.(yaml|md)$/, "");
  const title = word(base ? "edit_title" : "new_title", { name, id });
  const mailed = `${base ? `# base: ${base}\n` : ""}${write(data, schema, "mail")}`;
  const content = path.endsWith(".md") ? page(data, schema) : write(data, schema);
  return { title, path, id, exists: Boolean(base), content, mailed, block: `--- 8< --- ${path} --- 8< ---\n${mailed}--- >8 ---\n` };
}

/** A page as a file: its head, then its text. In a mail the text is one field among the others, on a line of its own. */
function page({ description = "", ...head }, schema) {
  const text = description.trim();
  return `---\n${write(head, schema)}---\n${text ? `\n${text}\n` : ""}`;
}

/** `[{name, address, page, text}]` in the order in which they are offered. `text` is to be copied where no address can hold it. */
export function ways(made, { forge, email, longest }) {
  const found = [];
  if (forge) found.push(direct(made, forge, longest), issue(made, forge, longest));
  if (email) found.push(mail(made, email));
  return found.length ? found : [{ name: "copy", text: made.block }];
}

function fill(shape, holes) {
  return shape.replace(/\{([a-z]+)\}/g, (hole, name) => (holes[name] === undefined ? hole : holes[name]));
}

function holes({ title, path, content, block }) {
  return { title: encode(title), path, content: encode(content), block: encode(block) };
}

function direct(made, forge, longest) {
  const address = made.exists || !forge.prefilled ? "" : fill(forge.prefilled, holes(made));
  if (address && address.length <= longest) return { name: "direct", address };
  return { name: "direct", page: fill(made.exists ? forge.edit : forge.new, holes(made)), text: made.content };
}

function issue(made, forge, longest) {
  const address = fill(forge.issue, { ...holes(made), content: encode(made.mailed) });
  if (address.length <= longest) return { name: "issue", address };
  return { name: "issue", page: fill(forge.issue, { ...holes(made), content: "", block: "" }), text: forge.issue.includes("{block}") ? made.block : made.mailed };
}

function mail(made, email) {
  const body = `${word("hello")}\n\n${made.block}`;
  const address = `mailto:${email}?subject=${encode(made.title)}&body=${encode(body.replace(/\n/g, "\r\n"))}`;
  if (address.length <= MAIL_LONGEST) return { name: "mail", address, text: body };
  return { name: "mail", page: `mailto:${email}?subject=${encode(made.title)}`, text: body };
}

/** Where one's proposal is found again on the forge. */
export function searched(made, forge) {
  return forge ? fill(forge.search, { id: encode(made.id.split("/")[1]) }) : "";
}
