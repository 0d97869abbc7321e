/** CSV, INI, query strings, templates, versions, globs. */

export interface CsvOptions {
  delimiter?: string;
  header?: boolean;
}

export function parseCsv(text: string, { delimiter = ',', header = false }: CsvOptions = {}): string[][] | Record<string, string>[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        field += '"';
        i++;
      } else if (c === '"') quoted = false;
      else field += c;
    } else if (c === '"') quoted = true;
    else if (c === delimiter) {
      row.push(field);
      field = '';
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      row.push(field);
      rows.push(row);
      row = [];
      field = '';
    } else field += c;
  }
  if (quoted) throw new SyntaxError('Unterminated quote in row ' + (rows.length + 1));
  if (field !== '' || row.length > 0) {
    row.push(field);
    rows.push(row);
  }
  if (!header) return rows;
  const [names = [], ...data] = rows;
  return data.map((r) => Object.fromEntries(names.map((n, i) => [n, r[i]])));
}

export function toCsv(records: Array<Record<string, unknown>>): string {
  const columns = [...new Set(records.flatMap((r) => Object.keys(r)))];
  const quote = (value: unknown) => {
    const s = value == null ? '' : String(value);
    return s.includes(',') || s.includes('"') || s.includes('\n') ? '"' + s.replaceAll('"', '""') + '"' : s;
  };
  return [columns, ...records.map((r) => columns.map((c) => r[c]))].map((line) => line.map(quote).join(',')).join('\n');
}

export function parseIni(source: string): Record<string, any> {
  const result: Record<string, any> = {};
  let section = result;
  source.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (!line || line.startsWith(';') || line.startsWith('#')) return;
    if (line.startsWith('[')) {
      if (!line.endsWith(']')) throw new Error(`Line ${index + 1}: unclosed section`);
      section = line
        .slice(1, -1)
        .split('.')
        .reduce((o, part) => (o[part] = o[part] ?? {}), result);
      return;
    }
    const eq = line.indexOf('=');
    const key = eq < 0 ? line : line.slice(0, eq).trim();
    const text = eq < 0 ? 'true' : line.slice(eq + 1).trim();
    const value = text === 'true' ? true : text === 'false' ? false : text !== '' && !Number.isNaN(+text) ? +text : text;
    if (key.endsWith('[]')) (section[key.slice(0, -2)] ??= []).push(value);
    else section[key] = value;
  });
  return result;
}

export function parseQuery(query: string): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {};
  if (query.startsWith('?')) query = query.substring(1);
  if (!query) return out;
  for (const pair of query.split('&')) {
    const [rawKey, ...rest] = pair.split('=');
    const decode = (s: string) => {
      try {
        return decodeURIComponent(s.split('+').join(' '));
      } catch (e) {
        if (e instanceof URIError) return s;
        throw e;
      }
    };
    const key = decode(rawKey);
    const value = decode(rest.join('='));
    const existing = out[key];
    if (existing === undefined) out[key] = value;
    else if (Array.isArray(existing)) existing.push(value);
    else out[key] = [existing, value];
  }
  return out;
}

export function stringifyQuery(params: { [key: string]: unknown }): string {
  const parts: string[] = [];
  for (const key of Object.keys(params).sort()) {
    const value = params[key];
    if (value === undefined) continue;
    for (const v of Array.isArray(value) ? value : [value]) parts.push(encodeURIComponent(key) + '=' + encodeURIComponent(v === null ? '' : String(v)));
  }
  return parts.join('&');
}

type Scope = { [name: string]: any };

/** Mustache-like: {{name}}, {{#list}}...{{/list}}, {{^missing}}...{{/missing}}. */
export function render(template: string, data: Scope): string {
  const lookup = (path: string, scopes: Scope[]): any => {
    if (path === '.') return scopes[0];
    const [head, ...tail] = path.split('.');
    for (const s of scopes) {
      if (s !== null && typeof s === 'object' && head in s) return tail.reduce((v, p) => v?.[p], s[head]);
    }
    return undefined;
  };
  const escape = (v: any) =>
    String(v ?? '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;');
  const walk = (from: number, until: string | null, scopes: Scope[], emit: (s: string) => void): number => {
    let i = from;
    while (true) {
      const open = template.indexOf('{{', i);
      if (open === -1) {
        if (until) throw new Error(`section ${until} is not closed`);
        emit(template.slice(i));
        return template.length;
      }
      emit(template.slice(i, open));
      const close = template.indexOf('}}', open);
      if (close === -1) throw new Error('tag is not closed');
      const tag = template.slice(open + 2, close).trim();
      i = close + 2;
      const name = tag.slice(1).trim();
      if (tag[0] === '#' || tag[0] === '^') {
        const value = lookup(name, scopes);
        const empty = !value || (Array.isArray(value) && value.length === 0);
        const items = tag[0] === '^' ? (empty ? [null] : []) : empty ? [] : Array.isArray(value) ? value : [value];
        let end = -1;
        for (const item of items) end = walk(i, name, item === null || item === true ? scopes : [item, ...scopes], emit);
        if (end === -1) end = walk(i, name, scopes, () => {});
        i = end;
      } else if (tag[0] === '/') {
        if (name !== until) throw new Error(`unexpected close of ${name}`);
        return i;
      } else if (tag[0] !== '!') emit(tag[0] === '&' ? String(lookup(name, scopes)) : escape(lookup(tag, scopes)));
    }
  };
  let out = '';
  walk(0, null, [data], (s) => {
    out += s;
  });
  return out;
}

interface Version {
  major: number;
  minor: number;
  patch: number;
  pre: (string | number)[];
}

function parseVersion(text: string): Version {
  const [core, pre] = text.trim().split('+')[0].split('-', 2) as [string, string | undefined];
  const numbers = core.split('.').map(Number);
  if (numbers.length !== 3 || numbers.some((n) => !Number.isInteger(n))) throw new TypeError(`Invalid Version: ${text}`);
  const [major, minor, patch] = numbers;
  return { major, minor, patch, pre: pre ? pre.split('.').map((p) => (Number.isNaN(Number(p)) ? p : Number(p))) : [] };
}

export function compareVersions(a: string, b: string): -1 | 0 | 1 {
  const [x, y] = [a, b].map(parseVersion);
  for (const key of ['major', 'minor', 'patch'] as const) {
    if (x[key] !== y[key]) return x[key] < y[key] ? -1 : 1;
  }
  if (!x.pre.length || !y.pre.length) return (Math.sign(y.pre.length - x.pre.length) || 0) as -1 | 0 | 1;
  for (let i = 0; ; i++) {
    const [p, q] = [x.pre[i], y.pre[i]];
    if (p === undefined && q === undefined) return 0;
    if (q === undefined) return 1;
    if (p === undefined) return -1;
    if (p === q) continue;
    if (typeof p !== typeof q) return typeof p === 'number' ? -1 : 1;
    return p < q ? -1 : 1;
  }
}

export function sortVersions(list: string[]): string[] {
  return [...list].sort(compareVersions);
}

/** `*`, `?`, `[abc]`, `{a,b}` and `**` without regular expressions. */
export function globMatch(pattern: string, path: string): boolean {
  const brace = pattern.indexOf('{');
  if (brace >= 0) {
    const end = pattern.indexOf('}', brace);
    return pattern
      .slice(brace + 1, end)
      .split(',')
      .some((option) => globMatch(pattern.slice(0, brace) + option + pattern.slice(end + 1), path));
  }
  const match = (p: number, s: number): boolean => {
    while (p < pattern.length) {
      const c = pattern[p];
      if (c === '*') {
        const deep = pattern[p + 1] === '*';
        const next = deep ? p + 2 : p + 1;
        for (let k = s; k <= path.length; k++) {
          if (match(next, k)) return true;
          if (!deep && path[k] === '/') return false;
        }
        return false;
      }
      if (s >= path.length) return false;
      if (c === '[') {
        const end = pattern.indexOf(']', p);
        const negate = pattern[p + 1] === '!';
        if (pattern.slice(negate ? p + 2 : p + 1, end).includes(path[s]) === negate) return false;
        p = end + 1;
      } else {
        if (c !== '?' && c !== path[s]) return false;
        p++;
      }
      s++;
    }
    return s === path.length;
  };
  return match(0, 0);
}

export function markdown(source: string): string {
  const inline = (text: string): string => {
    const out: string[] = [];
    const stack: string[] = [];
    const tags: Record<string, string> = { '**': 'strong', '*': 'em', '`': 'code' };
    for (let i = 0; i < text.length; ) {
      const mark = text.startsWith('**', i) ? '**' : text[i] === '*' || text[i] === '`' ? text[i] : null;
      if (mark === null) {
        out.push(text[i++]);
        continue;
      }
      if (stack[stack.length - 1] === mark) {
        stack.pop();
        out.push(`</${tags[mark]}>`);
      } else {
        stack.push(mark);
        out.push(`<${tags[mark]}>`);
      }
      i += mark.length;
    }
    while (stack.length) out.push(`</${tags[stack.pop()!]}>`);
    return out.join('');
  };
  const html: string[] = [];
  let list: string[] | null = null;
  const flush = () => {
    if (list) html.push('<ul>' + list.map((i) => `<li>${inline(i)}</li>`).join('') + '</ul>');
    list = null;
  };
  for (const line of source.split('\n')) {
    let level = 0;
    while (line[level] === '#') level++;
    if (line.startsWith('- ')) (list ??= []).push(line.slice(2));
    else {
      flush();
      if (level > 0 && line[level] === ' ') html.push(`<h${level}>${inline(line.slice(level + 1))}</h${level}>`);
      else if (line.trim()) html.push(`<p>${inline(line)}</p>`);
    }
  }
  flush();
  return html.join('\n');
}

export function table(rows: (string | number)[][]): string {
  const widths = rows.reduce<number[]>((w, row) => {
    row.forEach((cell, i) => {
      w[i] = Math.max(w[i] ?? 0, `${cell}`.length);
    });
    return w;
  }, []);
  return rows.map((r) => '| ' + r.map((c, i) => (typeof c === 'number' ? `${c}`.padStart(widths[i]) : c.padEnd(widths[i]))).join(' | ') + ' |').join('\n');
}
