/**
 * What runs in the thread, as text: neither Next's bundler nor Node's type stripping touches it. `workerData.root` is where pdfmake is
 * found, `pages` a document of it without functions: head, foot, page breaks and the tables' lines are added here. The library may read its own font's
 * files and nothing else.
 */
export const PDF_SOURCE = `
'use strict';
const { parentPort, workerData: { root, pages, mark, foot } } = require('node:worker_threads');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const find = createRequire(root);
const pdfmake = find('pdfmake');

const folder = join(dirname(find.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
const files = { normal: 'Regular', bold: 'Medium', italics: 'Italic', bolditalics: 'MediumItalic' };
const fonts = Object.fromEntries(Object.entries(files).map(([style, file]) => [style, join(folder, 'Roboto-' + file + '.ttf')]));
const readable = new Set(Object.values(fonts));
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => readable.has(path));
pdfmake.setFonts({ Roboto: fonts });
pdfmake.setTableLayouts({
  lined: {
    hLineWidth: (line) => (line === 0 ? 0 : 0.5),
    vLineWidth: () => 0,
    hLineColor: () => '#d5dade',
    paddingLeft: () => 0,
    paddingRight: () => 8,
  },
});
const marked = { text: mark, bold: true, fontSize: 12, alignment: 'right', width: 210 };
const header = () => ({ margin: [42, 20, 42, 0], columns: [{ text: '' }, marked] });
const footer = (page, count) => ({
  margin: [42, 14, 42, 0],
  columns: [{ text: foot + '\\nPage ' + page + ' of ' + count, style: 'quiet' }, marked],
});
// A heading goes to the page of what it is the heading of: after itself there must be more than its own text.
const pageBreakBefore = (node, queries) => node.headlineLevel === 1 && queries.getFollowingNodesOnPage().length < 2;
pdfmake.createPdf({ ...pages, header, footer, pageBreakBefore }).getBuffer().then((bytes) => parentPort.postMessage(bytes));
`;
