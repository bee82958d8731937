const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const escaped = /[&<>"']/;
const e = (value) => {
  if (value === undefined || value === null) return "";
  const text = String(value);
  return escaped.test(text) ? text.replace(/[&<>"']/g, (one) => signs[one]) : text;
};
const t = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
const list = (value) => value ?? [];
const nothing = () => "";
const each = (items, show, otherwise) => (t(items) ? items.map(show).join("") : otherwise());
const script = (value) =>
  value ? `<script type="application/ld+json">${JSON.stringify(value).replaceAll("<", "\\u003c")}</script>` : "";
const stripped = (text) => text.replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();
const shortened = (text, size) => (text.length <= size + 5 ? text : text.slice(0, text.lastIndexOf(" ", size - 3)) + "...");
const known = new Map();
const once = (show) => (key) => {
  if (!known.has(key)) known.set(key, show(key));
  return known.get(key);
};
const top = once((nav) => `TOP`);
const name = `NAME`;
module.exports = { e, t, list, nothing, each, script, stripped, shortened, top, name };
