const { e, name } = require("../common.js");
const links = (one) => one.links.map(([rel, type, href]) => `<link rel="${rel}" type="${type}" href="${e(href)}" />`).join("");
exports.data = { rows: require("../data/DATA.json"), pagination: { data: "rows", size: 1, alias: "row" }, permalink: ({ row }) => row.path };
exports.render = ({ row: { data } }) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>${e(data.title)}</title><id>${data.id}</id>${links(data)}<updated>${data.updated}</updated><author><name>${e(name)}</name></author>${data.entries.map((one) => `<entry><title>${e(one.title)}</title><id>${one.id}</id>${links(one)}<updated>${one.updated}</updated>${one.summary && `<summary>${e(one.summary)}</summary>`}</entry>`).join("")}</feed>`;
