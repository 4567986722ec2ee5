// The WebAssembly module: bytes from the page, and calls of it. Runs on the page and in its workers.

/** Text of a script element of the page, packed and in base64, as bytes. */
export async function unpacked(base64) {
  const text = atob(base64);
  const packed = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A call that ended without its answer. */
export class Failed extends Error {
  constructor(kind, text, problems) {
    super(text);
    this.kind = kind;
    this.problems = problems;
  }
}

/** The module's calls. `step` is called again and again while it works. */
export async function instance(module, step) {
  const running = await WebAssembly.instantiate(module, { page: { step } });
  const exports = /** @type {any} */ (running).exports;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  return function call(name, ...given) {
    for (const argument of [name, ...given]) {
      const bytes = typeof argument === "string" ? encoder.encode(argument) : argument;
      const at = exports.put(bytes.length);
      new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    }
    exports.run();
    const answers = [];
    for (let k = 0; k < exports.answers(); k += 1) {
      const bytes = new Uint8Array(exports.memory.buffer, exports.answer(k), exports.answer_len(k));
      answers.push(bytes.slice());
    }
    const [kind, ...rest] = answers;
    const how = decoder.decode(kind);
    if (how !== "ok") {
      throw new Failed(how, decoder.decode(rest[0]), JSON.parse(decoder.decode(rest[1]) || "[]"));
    }
    return rest;
  };
}

/** Bytes as text. */
export function textOf(bytes) {
  return new TextDecoder().decode(bytes);
}
