module.exports = function (config) {
  config.addPassthroughCopy({ static: "." });
  config.setServerPassthroughCopyBehavior("copy");
  return { dir: { input: "src", output: "output" }, templateFormats: ["11ty.js"] };
};
