/** Computes the index of a content once: what did not change keeps its index through any number of views. */
export function oncePer<M extends object, I>(build: (contents: M) => I): (contents: M) => I {
  const built = new WeakMap<M, I>();
  return (contents) => {
    let index = built.get(contents);
    if (index === undefined) {
      index = build(contents);
      built.set(contents, index);
    }
    return index;
  };
}
