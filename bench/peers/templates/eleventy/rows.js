exports.data = { rows: require("../data/DATA.json"), pagination: { data: "rows", size: 1, alias: "row" }, permalink: ({ row }) => row.path };
exports.render = ({ row: { data } }) => data.map((row) => `"${row.join(`";"`)}"\n`).join("");
