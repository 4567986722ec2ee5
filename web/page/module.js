// The WebAssembly module: bytes from the page, and calls of it. Runs on the page and in its workers.

/** Bytes of a text that has thirteen or fourteen bits in two characters, as `report::dense` writes it. */
function dense(text) {
  const numbers = new Uint8Array(128).fill(255);
  for (let letter = 33, number = 0; letter < 127; letter += 1) {
    if (!"-<\\".includes(String.fromCharCode(letter))) numbers[letter] = number++;
  }
  const bytes = new Uint8Array(Math.ceil(text.length * 7 / 8) + 2);
  let [at, held, bits, first] = [0, 0, 0, -1];
  for (let k = 0; k < text.length; k += 1) {
    const number = numbers[text.charCodeAt(k)];
    if (first < 0) {
      first = number;
      continue;
    }
    const pair = first + 91 * number;
    first = -1;
    held |= pair << bits;
    bits += (pair & 8191) < 89 ? 14 : 13;
    for (; bits > 7; bits -= 8) {
      bytes[at++] = held;
      held >>>= 8;
    }
  }
  if (first >= 0) bytes[at++] = held | (first << bits);
  return bytes.subarray(0, at);
}

/** Text of a script element of the page, packed, as bytes. */
export async function unpacked(text) {
  const packed = dense(text.trim());
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
