// A host for the edge module: plain JavaScript, with no TextEncoder, no TextDecoder, no fetch, no WebAssembly global.
//
// It takes the exports of an instance, wherever that came from:
//
//     // WeChat mini-program; the path is one inside the package
//     const { instance } = await WXWebAssembly.instantiate('/full.wasm', {});
//     // anywhere else
//     const { instance } = await WebAssembly.instantiate(bytes, {});
//
//     const shao = new Shao(instance.exports);
//     const fraud = shao.load(sourceText);              // the text of a ruleset, or its bytes
//     const assessment = fraud.assess({ channel: 'phone' }, { asOf: '2026-03-02T10:30:00+08:00' });
//     const text = fraud.render({ channel: 'phone' }, 'citizen', 'zh');
//     fraud.unload();
//
// The protocol is told in `src/raw.rs`, the messages in `src/wire.rs`.

/** What the module refused: a stable `code`, a sentence, and `data` where there is more to say. */
class ShaoError extends Error {
  constructor(error) {
    super(error.message);
    this.name = 'ShaoError';
    this.code = error.code;
    this.data = error.data;
  }
}

/** An instance of the module. */
class Shao {
  constructor(exports) {
    this.exports = exports;
  }

  /** Loads a ruleset: its text or its bytes. */
  load(source) {
    const { header, payload } = this.ask({ op: 'load' }, bytesOf(source));
    return new Ruleset(this, header.ruleset, JSON.parse(textOf(payload)));
  }

  /** Every mistake of a ruleset's text; with `proofs` false without what takes long. */
  check(source, proofs = true) {
    return JSON.parse(textOf(this.ask({ op: 'check', proofs }, bytesOf(source)).payload)).diagnostics;
  }

  /** Sends a header and the bytes of a payload; gives those of the response, or throws a `ShaoError`. */
  ask(header, payload = new Uint8Array(0)) {
    const line = bytesOf(JSON.stringify(Object.assign({ v: 1 }, header)) + '\n');
    const message = new Uint8Array(line.length + payload.length);
    message.set(line);
    message.set(payload, line.length);
    const answer = this.send(message);
    const end = answer.indexOf(10);
    const response = JSON.parse(textOf(answer.subarray(0, end)));
    if (!response.ok) throw new ShaoError(response.error);
    return { header: response, payload: answer.subarray(end + 1) };
  }

  /** Sends the bytes of a message; gives the bytes of the answer, a copy. */
  send(message) {
    const { memory, alloc, call, free } = this.exports;
    const block = alloc(message.length) >>> 0;
    if (block === 0) {
      throw new ShaoError({ code: 'no-room', message: `no room for a message of ${message.length} bytes` });
    }
    new Uint8Array(memory.buffer).set(message, block);
    const response = call(block, message.length) >>> 0;
    // The memory may have grown: look at it anew.
    const length = new DataView(memory.buffer).getUint32(response, true);
    const answer = new Uint8Array(memory.buffer).slice(response + 4, response + 4 + length);
    free(block);
    return answer;
  }
}

/** A ruleset that was loaded. `settings` are those of `src/settings.rs`. */
class Ruleset {
  constructor(shao, number, info) {
    this.shao = shao;
    this.number = number;
    this.info = info;
  }

  /** Assesses one incident: an object, or its JSON as text or bytes. */
  assess(incident, settings = {}) {
    return JSON.parse(textOf(this.ask('assess', incident, { settings }).payload));
  }

  /**
   * Assesses lines of bytes and gives lines of bytes, `step` lines a call: `each` is called after every step with the
   * lines so far, and may return false to stop.
   */
  assessLines(lines, settings = {}, step = 1000, each = () => true) {
    const parts = [];
    let first = 1;
    for (let at = 0; at < lines.length; ) {
      // A step needs no more bytes than its lines have.
      const end = afterLines(lines, at, step);
      const more = { settings, first, maxLines: step };
      const { header, payload } = this.ask('assessLines', lines.subarray(at, end), more);
      parts.push(payload);
      at += header.next;
      first += header.lines;
      if (each(first - 1) === false) break;
    }
    return joined(parts);
  }

  /** The JSON Schema of an incident, texts in a language; in the ruleset's first one without it. */
  schema(locale) {
    return JSON.parse(textOf(this.ask('schema', '', { locale }).payload));
  }

  /** What a form of your own needs: fields in order, with labels, questions and options. */
  form(locale) {
    return JSON.parse(textOf(this.ask('form', '', { locale }).payload));
  }

  /** Which fields of the form apply to an incident as far as it is known. */
  relevance(incident, settings = {}) {
    return JSON.parse(textOf(this.ask('relevance', incident, { settings }).payload));
  }

  /** The text about an incident for an `author`, an `official` or the `citizen`; without a locale in the first one. */
  render(incident, audience, locale, settings = {}) {
    return textOf(this.ask('render', incident, { settings, audience, locale }).payload);
  }

  /** An incident's assessment and what it rests on, as data. */
  explain(incident, settings = {}, more = {}) {
    return JSON.parse(textOf(this.ask('explain', incident, Object.assign({ settings }, more)).payload));
  }

  /** Gives the ruleset up; it cannot be used after that. */
  unload() {
    this.shao.ask({ op: 'unload', ruleset: this.number });
  }

  ask(op, incident, more) {
    const is_data = typeof incident === 'string' || incident instanceof Uint8Array;
    const payload = bytesOf(is_data ? incident : JSON.stringify(incident));
    return this.shao.ask(Object.assign({ op, ruleset: this.number }, more), payload);
  }
}

/** The place after some lines. */
function afterLines(bytes, at, count) {
  for (let left = count; left > 0; left -= 1) {
    const end = bytes.indexOf(10, at);
    if (end < 0) return bytes.length;
    at = end + 1;
  }
  return at;
}

function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** UTF-8 of a text; bytes as they are. Half of a surrogate pair becomes U+FFFD. */
function bytesOf(text) {
  if (typeof text !== 'string') return text;
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    let code = character.codePointAt(0);
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) {
      bytes[length++] = code;
      continue;
    }
    const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    bytes[length++] = [0, 0xc0, 0xe0, 0xf0][more] | (code >> (6 * more));
    for (let shift = 6 * (more - 1); shift >= 0; shift -= 6) bytes[length++] = 0x80 | ((code >> shift) & 0x3f);
  }
  return bytes.slice(0, length);
}

/** The text of UTF-8 that the module wrote, which is well formed. */
function textOf(bytes) {
  const parts = [];
  let units = [];
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at++];
    let code = lead;
    if (lead >= 0x80) {
      const more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
      code = lead & (0x3f >> more);
      for (let left = more; left > 0; left -= 1) code = (code << 6) | (bytes[at++] & 0x3f);
    }
    if (code > 0xffff) {
      code -= 0x10000;
      units.push(0xd800 + (code >> 10), 0xdc00 + (code & 0x3ff));
    } else {
      units.push(code);
    }
    // Engines limit how many arguments a call may have.
    if (units.length > 8000) {
      parts.push(String.fromCharCode.apply(null, units));
      units = [];
    }
  }
  parts.push(String.fromCharCode.apply(null, units));
  return parts.join('');
}

module.exports = { Shao, ShaoError };
