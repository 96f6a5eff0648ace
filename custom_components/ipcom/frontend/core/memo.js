/**
 * Remember what was made of the same things the last time. "The same" is by identity.
 *
 * @template {unknown[]} From
 * @template Made
 * @param {(...from: From) => Made} make
 * @returns {(...from: From) => Made}
 */
export function remembered(make) {
  /** @type {{from: From, made: Made} | undefined} */
  let last;
  return (...from) => {
    if (!last || from.some((each, at) => each !== last?.from[at])) last = { from, made: make(...from) };
    return last.made;
  };
}
