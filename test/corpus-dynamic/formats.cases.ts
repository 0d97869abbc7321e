export const cases = {
  parseCsv: [['a,b\n1,"x, ""y"""\r\n'], ['name;age\nAda;36', { delimiter: ';', header: true }], [''], ['"open'], ['a,,\n', {}]],
  toCsv: [[[{ a: 1, b: 'x,y' }, { a: null, c: 'say "hi"\nthere' }]], [[]]],
  parseIni: [['; comment\nroot = 1\n[db.main]\nhost=localhost\nport = 5432\nflags[] = true\nflags[] = x\nempty=\nbare\n'], ['[oops'], ['']],
  parseQuery: [['?a=1&b=2&a=3&a=4&c&d=x%20y+z&e=%E0%A4%A&f=%C3%A9=1'], [''], ['__proto__=1']],
  stringifyQuery: [[{ b: [1, 'two', null], a: 'x y&z', n: undefined, é: true }], [{}], [{ bad: '\uD800' }]],
  render: [
    ['Hi {{name}}! {{#items}}<{{label}}:{{.}}:{{owner.name}}>{{/items}}{{^none}}nothing{{/none}} {{& raw}}', { name: 'A<b>', items: [{ label: 1 }, { label: 2 }], owner: { name: 'O' }, raw: '<i>' }],
    ['{{#a}}open', { a: 1 }],
    ['{{x', {}],
    ['{{#a}}{{#b}}{{/b}}{{/a}}{{/c}}', {}],
  ],
  compareVersions: [['1.2.3', '1.2.10'], ['1.0.0-alpha', '1.0.0'], ['1.0.0-alpha.1', '1.0.0-alpha.beta'], ['1.0.0+x', '1.0.0+y'], ['1.2', '1.2.3']],
  sortVersions: [[['1.10.0', '1.2.0', '1.2.0-rc.2', '1.2.0-rc.10', '0.9.9']], [[]]],
  globMatch: [['*.ts', 'a.ts'], ['*.ts', 'd/a.ts'], ['**/*.{ts,js}', 'd/e/a.js'], ['a?c', 'abc'], ['[!x]oo', 'foo'], ['', ''], ['a*b*c', 'aXbYbZc']],
  markdown: [['# Title *em*\n\nText with **bold `code** x`\n- one\n- **two**\nend'], ['']],
  table: [[[['name', 'n'], ['a', 1000], ['long name', 5]]], [[]]],
};
