// Stands for a program as Emscripten makes it: a factory that has itself instantiated.
export default async ({ scale, instantiateWasm }) => {
  const { exports } = await new Promise((resolve) => instantiateWasm({}, resolve));
  return { answer: () => scale * exports.seven() };
};
