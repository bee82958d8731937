const { e } = require("../common.js");
exports.data = { rows: require("../data/DATA.json"), pagination: { data: "rows", size: 1, alias: "row" }, permalink: ({ row }) => row.path };
exports.render = ({ row: { data } }) => `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${data.map((one) => `<url><loc>${e(one)}</loc></url>\n`).join("")}</urlset>`;
