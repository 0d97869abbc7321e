// camel, kebab, snake, title... without a single regular expression

const isUpper = (c: string) => c >= 'A' && c <= 'Z'
const isLower = (c: string) => c >= 'a' && c <= 'z'
const isDigit = (c: string) => c >= '0' && c <= '9'

function words(text: string): string[] {
  const out: string[] = []
  let word = ''
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    const next = text[i + 1] ?? ''
    const previous = text[i - 1] ?? ''
    if (!isUpper(c) && !isLower(c) && !isDigit(c)) {
      if (word) out.push(word)
      word = ''
      continue
    }
    const boundary = isUpper(c) ? isLower(previous) || isDigit(previous) || (isUpper(previous) && isLower(next)) : false
    if (boundary && word) {
      out.push(word)
      word = ''
    }
    word += c
  }
  if (word) out.push(word)
  return out
}

const capitalize = (w: string) => w.charAt(0).toUpperCase() + w.slice(1).toLowerCase()

export function changeCase(text: string): Record<string, string> {
  const parts = words(text)
  const lower = parts.map((w) => w.toLowerCase())
  return {
    camel: lower.map((w, i) => (i ? capitalize(w) : w)).join(''),
    pascal: parts.map(capitalize).join(''),
    kebab: lower.join('-'),
    snake: lower.join('_'),
    constant: lower.join('_').toUpperCase(),
    title: parts.map(capitalize).join(' '),
    dot: lower.join('.'),
  }
}

const MAP: Record<string, string> = {
  ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', é: 'e', è: 'e', ñ: 'n', ç: 'c', ø: 'o', å: 'a', '&': ' and ', '%': ' percent ', '€': ' euro ',
}

interface SlugOptions {
  separator?: string
  lower?: boolean
  maxLength?: number
}

export function slugify(input: string, { separator = '-', lower = true, maxLength = Infinity }: SlugOptions = {}): string {
  if (typeof input !== 'string') throw new TypeError('slugify: string argument expected')
  let out = ''
  for (const ch of input.normalize('NFC')) {
    const mapped = MAP[ch] ?? MAP[ch.toLowerCase()] ?? ch
    for (const c of mapped) {
      if (isUpper(c) || isLower(c) || isDigit(c)) out += c
      else if (out !== '' && !out.endsWith(separator)) out += separator
    }
  }
  while (separator && out.endsWith(separator)) out = out.slice(0, -separator.length)
  if (out.length > maxLength) out = out.slice(0, maxLength)
  return lower ? out.toLowerCase() : out
}

export function swapCase(s: string): string {
  return s
    .split('')
    .map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()))
    .reverse()
    .join('')
}

export function truncate(text: string, length: number, omission = '…', words?: boolean): string {
  if (text.length <= length) return text
  const end = length - omission.length
  if (end < 0) return omission.substr(0, length)
  let cut = text.slice(0, end)
  if (words) {
    const space = cut.lastIndexOf(' ')
    if (space > -1) cut = cut.slice(0, space)
  }
  return cut.trimEnd() + omission
}

export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = indent
    for (const word of paragraph.split(' ').filter(Boolean)) {
      if (line.length + word.length + (line === indent ? 0 : 1) > width && line !== indent) {
        lines.push(line)
        line = indent
      }
      line += (line === indent ? '' : ' ') + word
      while (line.length > width) {
        lines.push(line.substring(0, width))
        line = indent + line.substring(width)
      }
    }
    lines.push(line)
  }
  return lines
}

export function wordCount(text: string) {
  const counts: { [word: string]: number } = Object.create(null)
  let characters = 0
  for (const c of text) characters += c.trim() ? 1 : 0
  const list = text.toLowerCase().split(/* on blanks */ ' ').map((w) => w.trim()).filter((w) => w !== '')
  list.forEach((w) => { counts[w] = (counts[w] || 0) + 1 })
  const top = Object.keys(counts).sort((a, b) => counts[b] - counts[a] || a.localeCompare(b)).slice(0, 3)
  return { characters, words: list.length, lines: text.split('\n').length, top, counts }
}
