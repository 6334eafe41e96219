// The package behind the messages of `rules-wasm/src/wire.rs`, so that what holds for those is put to the package too.

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Codes of messages as such, for which the package has no words. */
const OF_MESSAGES = ['message', 'version', 'unknown-operation', 'unknown-ruleset'];

/** Operations that the package does not have, or has as something else. */
const ABSENT = ['about', 'unload'];

/** Whether a message is one that the package has an answer to. */
export function isForPackage(message, answer) {
  const { error } = JSON.parse(decoder.decode(split(answer).header));
  if (error && OF_MESSAGES.includes(error.code)) return false;
  const { op } = JSON.parse(decoder.decode(split(message).header));
  return !ABSENT.includes(op);
}

/** Answers messages as the module does: `ruleset` 1 is the first that was loaded. */
export class Shelf {
  #loaded = [];

  constructor(Ruleset) {
    this.Ruleset = Ruleset;
  }

  /** The bytes of the answer to the bytes of a message. */
  async answer(message) {
    const { header, payload } = split(message);
    try {
      const { more = {}, bytes = new Uint8Array(0) } = await this.#done(JSON.parse(decoder.decode(header)), payload);
      return joined({ v: 1, ok: true, ...more }, bytes);
    } catch (error) {
      if (error?.name !== 'RulesetError') throw error;
      const { code, message, data } = error;
      return joined({ v: 1, ok: false, error: { code, message, data } }, new Uint8Array(0));
    }
  }

  async #done(header, payload) {
    const { op, settings, number = 1, first = 1, maxLines, languages, whyNot, audience, locale } = header;
    const ruleset = this.#loaded[header.ruleset - 1];
    switch (op) {
      case 'load': {
        const loaded = await this.Ruleset.load(payload);
        return { more: { ruleset: this.#loaded.push(loaded) }, bytes: json(loaded.info) };
      }
      case 'info':
        return { bytes: json(ruleset.info) };
      case 'assess':
        return assessed(ruleset, payload, settings, number);
      case 'assessLines': {
        const { bytes, lines, rejected, next } = ruleset.assessLines(payload, settings, { first, maxLines });
        asObjects(ruleset, payload.subarray(0, next), settings);
        return { more: { lines, rejected, next }, bytes };
      }
      case 'explain':
        return { bytes: json(ruleset.explain(incidentOf(payload), settings, { languages, whyNot })) };
      case 'schema':
        return { bytes: json(ruleset.schema(locale)) };
      case 'form':
        return { bytes: json(ruleset.form(locale)) };
      case 'relevance':
        return { bytes: json(ruleset.relevance(incidentOf(payload), settings)) };
      case 'render':
        return { bytes: encoder.encode(ruleset.render(incidentOf(payload), { audience, locale, whyNot }, settings ?? {})) };
      case 'check':
        return { bytes: json({ diagnostics: this.Ruleset.check(payload, { proofs: header.proofs ?? true }) }) };
      default:
        throw new Error(`no operation ${op}`);
    }
  }
}

/** Each line on its own, as an object too; without bounds, under which an object is only written as its line. */
function asObjects(ruleset, lines, { bounds, next, ...settings } = {}) {
  for (let [at, end] = [0, 0]; at < lines.length; at = end + 1) {
    end = lines.indexOf(10, at);
    if (end < 0) end = lines.length;
    assessed(ruleset, lines.subarray(at, end), settings, 1);
  }
}

/** One line; where it is the JSON of an object, the object as well, which has to come to the same. */
function assessed(ruleset, payload, settings, number) {
  const { bytes: line, rejected } = ruleset.assessLines(payload, settings, { first: number });
  const bytes = line.subarray(0, line.length - 1);
  if (number === 1 && rejected === 0 && JSON.stringify(incidentOf(payload)) === decoder.decode(payload)) {
    const data = JSON.stringify(ruleset.assess(incidentOf(payload), settings));
    if (data !== decoder.decode(bytes)) throw new Error(`an object and a line differ:\n${data}\n${decoder.decode(bytes)}`);
  }
  return { more: { rejected: rejected > 0 }, bytes };
}

function incidentOf(payload) {
  return JSON.parse(decoder.decode(payload));
}

function split(message) {
  const end = message.indexOf(10);
  if (end < 0) return { header: message, payload: new Uint8Array(0) };
  return { header: message.subarray(0, end), payload: message.subarray(end + 1) };
}

function json(data) {
  return encoder.encode(JSON.stringify(data));
}

function joined(header, payload) {
  const line = encoder.encode(`${JSON.stringify(header)}\n`);
  const all = new Uint8Array(line.length + payload.length);
  all.set(line);
  all.set(payload, line.length);
  return all;
}
