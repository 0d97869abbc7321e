/** Regular expressions as programs use them. */
declare const structuredClone: any;

/** What `exec` gave, as plain data. */
function seen(match: RegExpExecArray | null): unknown {
  if (match === null) return null;
  return { all: [...match], index: match.index, input: match.input, groups: match.groups && { ...match.groups }, keys: Object.keys(match) };
}

export function dates(text: string) {
  const date = /(?<year>\d{4})-(?<month>\d{2})(?:-(?<day>\d{2}))?/g;
  const found = [];
  for (let match = date.exec(text); match; match = date.exec(text)) found.push([seen(match), date.lastIndex]);
  return [found, date.lastIndex, text.replace(date, '$<day>.$<month>.$<year>'), text.replace(/(\d+)-(\d+)/, '$2/$1$$$&$3')];
}

export function tokens(text: string) {
  const rules: [string, RegExp][] = [
    ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
    ['name', /[A-Za-z_$][\w$]*/y],
    ['string', /"(?:[^"\\]|\\.)*"/y],
    ['space', /\s+/y],
    ['operator', /[-+*/=<>!]=?|[(){};,]/y],
  ];
  const list: string[] = [];
  let at = 0;
  while (at < text.length) {
    let matched = false;
    for (const [kind, rule] of rules) {
      rule.lastIndex = at;
      const match = rule.exec(text);
      if (!match) continue;
      if (kind !== 'space') list.push(`${kind}:${match[0]}`);
      at = rule.lastIndex;
      matched = true;
      break;
    }
    if (!matched) throw new SyntaxError(`Unexpected ${JSON.stringify(text[at])} at ${at}`);
  }
  return list;
}

export function email(text: string) {
  const pattern = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
  return [pattern.test(text), text.search(/@/), text.match(/[^@]+/g), text.split(/[@.]/)];
}

export function splitting(text: string, limit?: number) {
  return [text.split(/\s+/), text.split(/(,)\s*/, limit), text.split(/(?:)/u, limit), text.split(/(a)|b/), text.split(/$/m), ''.split(/x?/), ''.split(/x/)];
}

export function replacing(text: string) {
  const calls: unknown[] = [];
  const out = text.replace(/(\w)(\d)?/g, (...list) => {
    calls.push(list);
    return `<${list[1].toUpperCase()}>`;
  });
  return [
    out,
    calls,
    text.replace(/[aeiou]/gi, (vowel) => vowel.charCodeAt(0).toString(16)),
    text.replace(/(?<first>\w)(?<rest>\w*)/g, (_all, _a, _b, _at, _text, groups) => groups.rest + groups.first),
    text.replace(/\s*/g, '-'),
    text.replaceAll(/o/g, "[$`|$'|$&|$$|$1|$0|$<x>]"),
    text.replace(/(o)(p)?/g, '$1$2$3$11$01$10$'),
    text.replace(/^|$/gm, '|'),
    text.replace(/(?=\w)/g, '.'),
  ];
}

export function all(text: string) {
  const matches = [];
  for (const match of text.matchAll(/(?<letter>[a-z])(\d)*/g)) matches.push(seen(match as RegExpExecArray));
  const iterator = text.matchAll(/\b/g);
  return [matches, [...iterator].map((one) => one.index), iterator.next(), Object.prototype.toString.call(iterator)];
}

export function classes(text: string) {
  const patterns = [/\d/g, /\D/g, /\w/g, /\W/g, /\s/g, /\S/g, /./g, /./gs, /[^]/g, /[]/g, /[\d-x]/g, /[^\w\s]/g, /\bk\b/gi, /\B/g, /[\b]/g];
  return patterns.map((pattern) => text.match(pattern));
}

export function caseless(text: string) {
  return [/straße/i, /STRASSE/i, /[à-ý]+/gi, /[À-Ý]+/giu, /ſ/i, /s/iu, /\u212a/i, /k/iu, /σ+/gi, /[^x]/gi, /\w+/giu, /(.)\1/gi, /(.)\1/giu, /ǆ/i].map(
    (pattern) => text.match(pattern)?.slice(),
  );
}

export function unicode(text: string) {
  return [/./gu, /^.$/u, /\u{1F600}/u, /[😀-😎]/gu, /\p{L}+/gu, /\p{Lu}/u, /\P{L}+/gu, /\p{Script=Greek}+/u, /[^\p{L}\d]/gu, /\ud83d/u, /\ud83d/, /(?<=\p{Emoji})./gu].map(
    (pattern) => text.match(pattern)?.slice(),
  );
}

export function looking(text: string) {
  return [/(?<=\$)\d+(\.\d\d)?/g, /(?<!\$)\b\d+/g, /\d+(?=%)/g, /\d+(?!%|\d)/g, /(?<=(\d)(\d))x/, /(?=(a+))a*b\1/, /(?!foo)\b\w+/g, /(?<=^|,)[^,]*/g, /(?<=\1(a))b/].map(
    (pattern) => text.match(pattern)?.slice(),
  );
}

export function repeating(text: string) {
  return [/a{2,3}?/g, /(?:ab){2,}/g, /(a|ab)(c|bcd)(d*)/, /(z)((a+)?(b+)?(c))*/, /(?:a*)*b/, /(a*)*/, /(?:a?){3}/, /(?:(a)|b)*/, /(a?)*?$/, /(?:x|y){0}z?/, /(?:\w{3},){1,2}/g, /((a)|(b))+?$/].map(
    (pattern) => text.match(pattern)?.slice(),
  );
}

export function legacy(text: string) {
  return [/\1(a)/, /[\1]/, /\8/, /\07/, /\c/, /\cJ/, /[\c_]/, /a{/, /a{,2}/, /{/, /]/, /\k/, /\u{2}/, /\x4/, /(?=a)*b/, /[\d-z]/, /\_/, /(?:)/, /\0/, /\k<a>/].map((pattern) => [
    pattern.source,
    text.search(pattern),
  ]);
}

export function indices(text: string) {
  const match = /(?<word>\w+)\s(x)?(?<other>\w+)/d.exec(text);
  return match && [[...match.indices!], { ...match.indices!.groups }, Object.keys(match), match.indices!.groups!.word];
}

export function made(source: string, flags: string, text: string) {
  const pattern = new RegExp(source, flags);
  return [String(pattern), pattern.source, pattern.flags, pattern.lastIndex, seen(pattern.exec(text)), pattern.lastIndex, text.replace(pattern, '<$&>')];
}

export function failing(source: string, flags: string) {
  try {
    return String(RegExp(source, flags));
  } catch (error) {
    return [(error as Error).name, (error as Error).message, error instanceof SyntaxError];
  }
}

export function lastIndices(text: string) {
  const log: unknown[] = [];
  for (const pattern of [/a/g, /a/y, /a/gy, /a/, /(?:)/g, /(?:)/gy, /a*/g]) {
    for (const start of [0, 1, 2, text.length, text.length + 1, -1, 1.7, Number.NaN]) {
      pattern.lastIndex = start;
      log.push([String(pattern), start, pattern.test(text), pattern.lastIndex]);
    }
    pattern.lastIndex = 1;
    log.push(text.match(pattern)?.slice(), pattern.lastIndex);
    pattern.lastIndex = 1;
    log.push(text.replace(pattern, 'X'), pattern.lastIndex);
    pattern.lastIndex = 1;
    log.push(text.search(pattern), pattern.lastIndex, text.split(pattern), pattern.lastIndex);
  }
  return log;
}

export function objects() {
  const one = /a(b)/gi;
  const copy = new RegExp(one);
  const other = new RegExp(one, 'm');
  const values: unknown[] = [
    one instanceof RegExp, one instanceof Object, typeof one, Object.prototype.toString.call(one), String(one), `${copy}`, copy === one, other.flags,
    RegExp(one) === one, one.global, one.ignoreCase, one.multiline, one.sticky, one.unicode, one.dotAll, one.hasIndices, (one as any).unicodeSets,
    Object.keys(one), Object.getOwnPropertyNames(one), JSON.stringify({ one }), JSON.stringify(Object.getOwnPropertyDescriptor(one, 'lastIndex')),
    new RegExp('/').source, new RegExp('').source, new RegExp('\n[/]\\/').source, one.constructor === RegExp, RegExp.name, RegExp.length,
    RegExp.prototype.source, RegExp.prototype.flags, Object.getPrototypeOf(one) === RegExp.prototype,
  ];
  const clone = structuredClone(one);
  values.push(clone instanceof RegExp, clone !== one, String(clone), clone.exec('xAB')?.index);
  return values;
}

export function errors() {
  const tries: (() => unknown)[] = [
    () => 'aa'.replaceAll(/a/, 'b'),
    () => [...'aa'.matchAll(/a/)],
    () => 'a'.startsWith(/a/ as never),
    () => 'a'.includes(/a/ as never),
    () => RegExp.prototype.exec.call({} as never, 'a'),
    () => RegExp.prototype.test.call(Object.freeze(/a/g), 'a'),
    () => (RegExp.prototype as never as Record<string, unknown>).global,
    () => new RegExp('a', 'gg'),
    () => new RegExp('('),
    () => String.prototype.match.call(null, /a/),
    () => (/a/ as never as () => void)(),
  ];
  return tries.map((one) => {
    try {
      return one();
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  });
}

/** Patterns that are more than RegExp. */
export function protocols(text: string) {
  class Counting extends RegExp {
    calls = 0;
    override exec(subject: string) {
      this.calls++;
      return super.exec(subject);
    }
  }
  const counting = new Counting('[a-c]', 'g');
  const custom = {
    [Symbol.replace]: (subject: string, by: string) => `replace(${subject},${by})`,
    [Symbol.split]: (subject: string, limit?: number) => [subject, limit],
    [Symbol.match]: (subject: string) => `match(${subject})`,
    [Symbol.search]: (subject: string) => subject.length,
  };
  const own = Object.assign(/b/g, { exec: () => null });
  return [
    text.replace(counting, '<$&>'), counting.calls, text.match(counting), counting.calls, text.split(counting), text.search(counting), counting.calls,
    [...text.matchAll(counting)].length, counting instanceof Counting, counting instanceof RegExp, counting.test(text),
    text.replace(custom as never, 'x'), text.split(custom as never, 3), text.match(custom as never), text.search(custom as never),
    text.replace(own, '!'), own.test(text), text.match('b')?.index, text.search('b'), [...text.matchAll('b' as never)].length,
  ];
}

export function catastrophic(count: number) {
  const text = `${'a'.repeat(count)}!`;
  return [/^(a+)+$/.test(text), /^(?:a|aa)+$/.test(text), /(x+x+)+y/.test('x'.repeat(count))];
}

export function large(count: number) {
  const text = 'lorem ipsum dolor 12, sit amet 345; consectetur\n'.repeat(count);
  const words = text.split(/\W+/);
  const counts: Record<string, number> = {};
  for (const [word] of text.matchAll(/[a-z]+/g)) counts[word] = (counts[word] ?? 0) + 1;
  return [words.length, counts, text.replace(/\d+/g, (digits) => String(Number(digits) * 2)).length, (text.match(/^.*$/gm) ?? []).length, /zzz$/.test(text)];
}
