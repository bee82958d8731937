const { e, t, list, nothing, each, script, stripped, shortened, top } = require("../common.js");
exports.data = { rows: require("../data/DATA.json"), pagination: { data: "rows", size: 1, alias: "row" }, permalink: ({ row }) => row.path };
exports.render = ({ row: { nav, path, data: page } }) => `BODY`;
